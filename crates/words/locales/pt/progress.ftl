# Execução conjunta (tradução não revista)
progress-awaited = aguarda-se informação sobre o andamento: { $items }
progress-on-record = há informação sobre o andamento: { $items }
progress-reported = { $by } informa: { $stage } ({ $day })
items-closed = encerrado no ano: { $items }
progress-no-day = o texto não fixa prazo para informar
progress = O meu trabalho
progress-said = O que está em execução, com o último relato de { $party }; um novo relato começa pelas suas palavras.
progress-none = Nada está em execução neste momento.
progress-last = Último relato
progress-report = Relatar
