# Problemas do que foi lido, e o que fazer (tradução não revista)
kdl-syntax = aqui não é KDL: { $detail }
kdl-too-deep = mais de { $most } níveis de chavetas; use menos
json-syntax = aqui não é JSON: { $detail }
one-agreement = um ficheiro de regras tem exactamente um nó `agreement`; coloque-o no início
unknown-node = o vocabulário não tem «{ $name }»
unknown-property = «{ $node }» não tem «{ $name }»
missing-argument = falta { $name } em «{ $node }»; acrescente
missing-property = falta { $name }=… em «{ $node }»; acrescente
missing-node = falta «{ $name }» dentro de «{ $node }»; acrescente
repeated-node = «{ $name }» só pode figurar uma vez em «{ $node }»; retire os restantes
wrong-value = { $name } não pode ser { $given }; indique { $expected }
unknown-id = o ficheiro não define «{ $id }»
duplicate-id = «{ $id }» já está usado; escolha outro
reading-without-option = a leitura «{ $id }» precisa da opção «{ $option }»
reason-is-effort = o esforço não é motivo para não calcular; indique o motivo que está no texto
calendar-form = um calendário é um nó: calendar NOME year=…
calendar-day-form = um dia é off, working ou half, e pertence a { $year }
words-form = as palavras indicam-se assim: TIPO ID "texto"
unknown-field = «{ $act }» não tem o campo «{ $name }»
missing-field = falta «{ $name }» em «{ $act }»; acrescente
unknown-act = não existe o acto «{ $name }»
unknown-body = «{ $id }» não é entidade deste acordo nem comando
script-line = cada linha começa por > ou #, ou está em branco
script-quotation = as aspas não foram fechadas
script-command = o comando escreve-se: { $expected }
did-you-mean = ; seria «{ $nearest }»?
kdl-too-many-marks = mais de { $most } sinais = ) ] " num só nó; dê uma linha a cada nó
kdl-too-large = o ficheiro tem mais de { $most } bytes
too-many-readings = mais de { $most } leituras; um acordo tem menos
