# Execução conjunta (tradução não revista)
progress-awaited = aguarda-se informação sobre o andamento: { $items }
progress-on-record = há informação sobre o andamento: { $items }
progress-reported = { $by } informa: { $stage } ({ $day })
items-closed = encerrado no ano: { $items }
progress-no-day = o texto não fixa prazo para informar
