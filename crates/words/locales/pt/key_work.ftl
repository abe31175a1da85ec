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
