# A nossa delegação (tradução não revista)
delegation-way = A nossa delegação
delegation-of = Delegação { DE($party) }: { $matter }
delegation-said = Lista nossa. Fica neste nó e não faz parte do registo, que só contém as partes presentes.
delegation-none = Ainda não foi inscrito ninguém.
delegation-add = Acrescentar alguém
delegation-enter = Acrescentar
delegation-post = Cargo
delegation-name = Nome
delegation-remove = Retirar { $name }
delegation-strike = Retirar
