# Entrada em vigor, prazo de vigência, prorrogação (tradução não revista)
entered-into-force = entrou em vigor em { $day }
enters-into-force = entra em vigor em { $day }
not-in-force-yet = ainda não está em vigor
term-runs-until = o prazo de vigência corre até { $last }, inclusive
term-indefinite = vigência por tempo indeterminado
term-over = o prazo de vigência terminou em { $last }
no-instrument-on-record = este registo não contém instrumento de prorrogação nem de alteração; vale o que for anunciado por: { $parties }
term-ends-soon = faltam menos de { $months } meses para o fim do prazo de vigência, em { $last }
renewed-tacitly = sem aviso de não renovação antes de { $by }: renovado até { $until }
extended-until = prorrogado por acordo em { $day } ({ $by }): o prazo corre até { $until }
extended-after-the-term = a prorrogação só foi acordada em { $day }, depois do prazo de vigência
suspended-by = suspenso a partir de { $day }
superseded-by = substituído por outro instrumento a partir de { $day }
terminated-by = cessado a partir de { $day }
condition-missing = aguarda-se «{ $condition }» de { $from } ({ $act })
conditions-hold = todas as condições se verificaram em { $day }
