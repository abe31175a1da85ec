# Entrada em vigor, prazo de vigência, prorrogação (tradução não revista)
entered-into-force = entrou em vigor em { $day }
enters-into-force = entra em vigor em { $day }
not-in-force-yet = segundo este registo, ainda não entrou em vigor nesse dia
term-runs-until = o prazo de vigência corre até { $last }, inclusive
term-indefinite = vigência por tempo indeterminado
term-over = o prazo de vigência terminou em { $last }
no-instrument-on-record = este registo não contém instrumento de prorrogação nem de alteração; vale o que for anunciado { POR($parties) }
no-further-instrument-on-record = este registo não contém outro instrumento de prorrogação nem de alteração; vale o que for anunciado { POR($parties) }
amended-by = há acordo quanto { A($by) }; se respeita ao prazo, é o seu texto que o diz
term-ends-soon = faltam menos de { $months } meses para o fim do prazo de vigência, em { $last }
renewed-tacitly = sem aviso de não renovação antes de { $by }: renovado até { $until }
renewal-stopped = { O($by) } notificou em { $day } que não há renovação: o prazo não se renova
extended-until = prorrogado por acordo em { $day }, com { O($by) }: o prazo corre até { $until }
extended-after-the-term = a prorrogação só foi acordada em { $day }, depois do fim do prazo de vigência
suspended-by = suspenso a partir de { $day }
superseded-by = substituído por outro instrumento a partir de { $day }
terminated-by = cessado a partir de { $day }
condition-missing = «{ $condition }»: aguarda-se o acto { DE($from) } ({ $act })
conditions-hold = todas as condições se verificaram em { $day }
# A página do prazo de vigência
term-way = O prazo de vigência
term-under-each-reading = Segundo cada leitura
term-reading = Leitura
term-first-day = Primeiro dia
term-last-day = Último dia
term-left = Faltam
term-days = { $days ->
    [one] 1 dia
   *[other] { $days } dias
}
term-every-reading = Segundo qualquer leitura
term-warning-ahead = Aviso { $months } meses antes do fim: { $day }
term-warning-begun = Aviso { $months } meses antes do fim: desde { $day }
term-text-says = O que diz o texto
