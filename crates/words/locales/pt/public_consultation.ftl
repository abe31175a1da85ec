# Participação do público (tradução não revista)
consultation-open = aberta ao público até { $until }, inclusive
consultation-over = o prazo de participação terminou em { $until }
consultation-closed = a consulta foi encerrada em { $day }
consultation-short = aberta durante { $days } dias; o mínimo fixado é { $least }
answer-awaited = aguarda-se a publicação da resposta de { $from }
answer-published = a resposta foi publicada em { $day }
participation-recorded = { $part }: { $count } registos
no-participation-on-record = { $part }: nada consta deste registo
