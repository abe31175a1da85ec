# Retirada por notificação (tradução não revista)
withdraws-from = { O($by) } notificou a retirada em { $notice } e deixa de ser parte a partir de { $day }
withdrawn-from = { O($by) } notificou a retirada em { $notice } e deixou de ser parte em { $day }
