# Rastreio
trace = Rastreio
trace-said = De uma disposição à sua área, ao trabalho de cada ano, às decisões, aos relatos e à publicação; e do trabalho de volta à disposição. Só o que consta do registo.
trace-plan = O plano que o texto refere
trace-commitments = Compromissos desta área
trace-decision = Decisão
trace-returns = Relatos
trace-published = Publicado
trace-not-published = não publicado
trace-no-work = Este registo não contém trabalho nesta área.
trace-without-work = Disposições sem trabalho em { $year }
trace-each-has-work = Cada área tem trabalho.
trace-without-provision = Trabalho sem disposição em { $year }
trace-each-has-provision = Nenhum.
trace-objectives = Objectivos sem trabalho em { $year }
trace-objectives-unknown = Não se pode dizer: um trabalho indica a sua área, e o registo não diz que objectivo serve.
trace-year = Ano
trace-item = Ponto
