# Participação do público (tradução não revista)
consultation-open = aberta ao público até { $until }, inclusive
consultation-over = o prazo de participação terminou em { $until }
consultation-closed = a consulta foi encerrada em { $day }
consultation-short = aberta durante { $days } dias; o mínimo fixado é de { $least }
answer-awaited = aguarda-se a publicação da resposta { DE($from) }
answer-published = a resposta foi publicada em { $day }
participation-recorded = { $count ->
    [one] { $part }: 1 registo
   *[other] { $part }: { $count } registos
}
no-participation-on-record = { $part }: nada consta deste registo
