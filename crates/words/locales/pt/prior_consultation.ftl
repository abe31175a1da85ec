# Consulta prévia sobre um uso (tradução não revista)
prior-consultation-runs-until = { O($by) } notificou um uso ({ $text }); a consulta decorre até { $until }
prior-consultation-over = { O($by) } notificou um uso ({ $text }); o prazo de consulta terminou em { $until }
replies-awaited = aguarda-se a resposta { DE($from) } (até { $until }); a falta de resposta não é acordo
no-reply-on-record = este registo não contém resposta { DE($from) } (até { $until }); a falta de resposta não é acordo
replied-for = respondeu sem objecção: { $by }
replied-against = respondeu com objecção: { $by }
replied-neither = respondeu sem tomar posição: { $by }
reply-after-the-time = a resposta { DE($by) } chegou depois de { $until }
reply-is-no-veto = uma objecção não impede, por si só, o uso
prior-consultation-led-by = conduzida { POR($by) }
