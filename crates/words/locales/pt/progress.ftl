# Execução conjunta
progress-awaited = aguarda-se informação sobre o andamento { $items_count ->
    [one] do ponto
   *[other] dos pontos
  } { $items }
progress-on-record = há informação sobre o andamento { $items_count ->
    [one] do ponto
   *[other] dos pontos
  } { $items }
progress-reported = { $by } informa: { $stage } ({ $day })
items-closed = encerrado no ano: { $items_count ->
    [one] ponto
   *[other] pontos
  } { $items }
progress-no-day = o texto não fixa dia para informar
