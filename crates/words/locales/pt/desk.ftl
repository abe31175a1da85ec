# A secretária
desk = Secretária
desk-said = { $name }, { $day }
desk-nothing-ours = Nada nos aguarda neste momento.
desk-nothing-others = Nada se aguarda dos outros neste momento.
desk-meetings = Próxima reunião
desk-news = Novidades dos outros
desk-did = {" "}
desk-duties = O que ainda nos cabe em { $year }
desk-all-duties = Todos os deveres do ano
