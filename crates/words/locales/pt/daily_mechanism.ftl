# O mecanismo de trabalho corrente (tradução não revista)
mechanism-established = estabelecido em { $day }: { $by } declararam-no sobre o mesmo texto
mechanism-not-on-record = declaração de estabelecimento ainda não recebida de: { $from }
mechanism-awaited = sobre o texto { $text }: declarado por { $by }; aguarda-se { $from }
mechanism-meetings = { $count ->
    [one] 1 reunião registada
   *[other] { $count } reuniões registadas
}
mechanism-met = reunião em { $day }
