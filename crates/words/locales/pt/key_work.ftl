# Os trabalhos prioritários de cada ano
list-settled = { $by } chegaram a acordo sobre o mesmo texto { $items_count ->
    [one] do ponto
   *[other] dos pontos
  } { $items } ({ $day })
proposals-awaited = aguardam-se propostas de trabalhos prioritários do ano: { $from }
circulation-awaited = propostas apresentadas: { $proposals }; aguarda-se que { $from } solicite pareceres
nobody-proposes = todos declaram não ter proposta este ano
no-proposal-filed = sem proposta este ano: { $by }
no-proposal-on-record = este registo não contém proposta, nem declaração de a não haver, de { $from }
every-item-parked = todos os pontos foram retirados da lista deste ano
redraft-awaited = aguarda-se que { $from } concilie o ponto { $item } e solicite de novo pareceres
carried-over = o ponto { $item } de { $matter } transita para este ano e ainda não foi retomado
list-adopted = { $by } adoptaram a lista em { $day } ({ $form }; código de verificação { $text })
list-adopted-by-some = { $by } adoptaram a lista ({ $form }; código de verificação { $text }), não consta de { $from }; o texto não exige tal acto
adoption-reported = uma fonte pública refere a adopção da lista ({ $day }, { $form }; código de verificação { $text }); apenas se regista
paper-reported = { $by } dá conta de um documento de { $about }: { $paper }; não vincula { $about }
item-agreed = ponto { $item } (parecer solicitado em { $day }, código de verificação { $text }): acordado
item-not-yet-agreed = ponto { $item } (parecer solicitado em { $day }, código de verificação { $text }): ainda não acordado
item-parked = ponto { $item } (parecer solicitado em { $day }, código de verificação { $text }): retirado da lista deste ano
item-closed = encerramento do ano: { $closing } ({ $day })
