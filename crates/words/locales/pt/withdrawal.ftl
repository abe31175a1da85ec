# Retirada por notificação (tradução não revista)
withdraws-from = { $by } notificou a retirada em { $notice } e deixa de ser parte a partir de { $day }
withdrawn-from = { $by } notificou a retirada em { $notice } e deixou de ser parte em { $day }
