# O mecanismo de trabalho corrente (tradução não revista)
mechanism-established = estabelecido em { $day }, por declaração { DE($by) } sobre o mesmo texto
mechanism-not-on-record = ainda não recebida a declaração de estabelecimento { DE($from) }
mechanism-awaited = sobre o texto { $text }: declarado { POR($by) }; aguarda-se a declaração { DE($from) }
mechanism-meetings = { $count ->
    [one] 1 reunião registada
   *[other] { $count } reuniões registadas
}
mechanism-met = reunião em { $day }
