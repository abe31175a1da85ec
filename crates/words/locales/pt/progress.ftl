# Execução conjunta
progress-awaited = aguarda-se informação sobre o andamento do ponto { $items }
progress-on-record = há informação sobre o andamento do ponto { $items }
progress-reported = { $by } informa: { $stage } ({ $day })
items-closed = encerrado no ano: ponto { $items }
progress-no-day = o texto não fixa dia para informar
