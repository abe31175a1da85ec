# Os trabalhos prioritários de cada ano (tradução não revista)
list-settled = acordo { DE($by) } sobre o mesmo texto ({ $items }; { $day })
proposals-awaited = aguardam-se propostas { DE($from) } para os trabalhos prioritários do ano
circulation-awaited = propostas apresentadas: { $proposals }; aguarda-se que { O($from) } solicite pareceres
nobody-proposes = todas as partes declaram não ter proposta este ano
no-proposal-filed = sem proposta este ano: { $by }
no-proposal-on-record = este registo não contém proposta, nem declaração de não a haver, { DE($from) }
every-item-parked = todos os pontos foram retirados da lista deste ano
redraft-awaited = aguarda-se que { O($from) } concilie o ponto { $item } e solicite de novo pareceres
carried-over = o ponto { $item } { DE($matter) } transita para este ano e ainda não foi retomado
list-adopted = lista adoptada em { $day } { POR($by) } ({ $form }; código de verificação { $text })
list-adopted-by-some = lista adoptada { POR($by) } ({ $form }; código de verificação { $text }); não consta a adopção { DE($from) }; o texto não exige tal acto
adoption-reported = uma fonte pública refere a adopção da lista ({ $day }, { $form }; código de verificação { $text }); apenas se regista
paper-reported = { O($by) } dá conta de um documento { DE($about) }: { $paper }; não vincula { O($about) }
item-agreed = ponto { $item } (pareceres solicitados em { $day }, código de verificação { $text }): acordado
item-not-yet-agreed = ponto { $item } (pareceres solicitados em { $day }, código de verificação { $text }): ainda não acordado
item-parked = ponto { $item } (pareceres solicitados em { $day }, código de verificação { $text }): retirado da lista deste ano
item-closed = encerramento do ano: { $closing } ({ $day })
# As páginas dos trabalhos prioritários
key-work-way = Trabalhos prioritários
key-work-own-page = A lista e as suas fases
key-work-sub = { $count ->
    [one] 1 ponto
   *[other] { $count } pontos
} · propostas { DE($proposers) }; pareceres solicitados { POR($convener) }
key-work-no-items = Ainda não foi solicitado parecer sobre nenhum ponto deste ano.
key-work-text-not-here = O texto não está neste nó (código de verificação { $text })
key-work-stages = Fases do ano
key-work-stage-now = (fase actual)
key-work-stage-proposed = Propostas, reunião
key-work-stage-circulated = Pareceres solicitados
key-work-stage-answered = Respostas
key-work-stage-settled = Acordo
key-work-stage-carried-out = Execução conjunta
key-work-stage-closed = Balanço do ano
key-work-order = Ordem
key-work-by-area = Por área
key-work-by-party = Por parte proponente
key-work-no-area = Sem área indicada
key-work-no-party = Sem proposta indicada
key-work-number = N.º
key-work-measure = Medida
key-work-opinions = Partes
key-work-progress = Andamento de cada parte
key-work-no-report = Sem informação registada
key-work-item = Ponto { $item }
key-work-item-of = ponto { $item } { DE($matter) }
key-work-proposed-by = proposta { DE($by) }
key-work-merged = reúne as propostas { DE($by) }
key-work-parked = Retirado da lista deste ano
key-work-proposals = Propostas
key-work-proposal = Proposta
key-work-went-into = Integrada em
key-work-not-yet-taken-up = Ainda não retomada
key-work-carried-from = transita de
key-work-all-acts = Todos os actos no registo
key-work-adoption = Adopção da lista
