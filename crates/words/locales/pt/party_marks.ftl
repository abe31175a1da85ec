# Marcas das partes (tradução não revista)
mark-label = Partes
mark-said = { $words } ({ $day })
mark-awaited = Ainda não recebido
mark-awaited-by = Ainda não recebido (prazo { $due })
mark-awaited-provisional = Ainda não recebido (prazo { $due }, segundo os dias úteis previstos)
mark-circulated = Fez circular este texto
mark-signed = Assinou
mark-accepted = Aceita a convocação
mark-unclear = { $opinion }; não diz se equivale a acordo
mark-legend-given = concorda com este mesmo texto
mark-legend-awaited = ainda não recebido
mark-legend-withheld = propõe alterações, reserva ou não concorda
mark-adopted = Adopta
