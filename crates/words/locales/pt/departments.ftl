# Departamentos deste lado
departments-of = { $matter }: respostas dos nossos departamentos
departments-said = Pedidas dentro deste lado e guardadas só neste nó. As outras partes lêem apenas o que declara quem convoca.
departments-none = Ainda não circulou nenhum texto.
departments-earlier = sobre um texto anterior
departments-note = Registar a resposta de um departamento
departments-department = Departamento
departments-keep = Registar
departments-way = Respostas dos nossos departamentos
