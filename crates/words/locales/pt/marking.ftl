# Classificações
marking = Classificação
marking-none = — sem marcação
marking-public = público
marking-internal = interno
marking-restricted = reservado
marking-confidential = confidencial
marking-secret = secreto
marking-top-secret = muito secreto
marking-above = Esta classificação está acima do que este nó pode conter: não pode ser guardado nem enviado, e nenhum ficheiro foi guardado. Trate-o à parte: registe só número, data e serviço.
marking-of-scan = Diga como o documento está classificado e escolha o ficheiro de novo.
marking-not-public = O que tem classificação acima de «público» não pode ir para o público: escolha outros leitores ou outra classificação.
marking-at-head = No cabeçalho está o que parece uma classificação acima do que este nó pode conter. É a classificação deste documento? Se sim, trate-o à parte; se não, assinale a caixa abaixo.
marking-unmarked = Não é uma classificação; pode sair
