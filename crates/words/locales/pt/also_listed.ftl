# Consta também de
also-listed = Consta também de
also-listed-lists = Listas de outros mecanismos
also-listed-said = O mesmo trabalho consta também das listas de outros mecanismos. Este registo é só nosso; um único relato serve todas elas.
also-listed-no-list = Ainda não há outras listas.
also-listed-name = Nome da lista
also-listed-name-hint = Por exemplo, o trabalho prioritário de outro mecanismo, um plano geral, um relatório das linhas de acção.
also-listed-add = Introduzir a lista
also-listed-count = { $count ->
    [one] 1 ponto
   *[other] { $count } pontos
}
also-listed-of = Os pontos { DE($party) } nesta lista, cada um com o último relato ({ $day }).
also-listed-file = Descarregar como folha de cálculo (CSV)
also-listed-nothing = Nenhum dos nossos pontos consta dela.
also-listed-number = Número nessa lista
also-listed-reference = A nossa referência
also-listed-returned = O que foi relatado
also-listed-item-said = Só para o nosso lado; um único relato serve todas estas listas.
also-listed-list = Lista
also-listed-enter = Introduzir noutra lista
also-listed-keep = Introduzir
also-listed-strike = Retirar
also-listed-feeds = Este relato serve também: { $lists }.
