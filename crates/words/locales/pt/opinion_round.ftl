# Solicitação de pareceres (tradução não revista)
opinion-awaited = ainda não recebido: ofício de resposta { DE($from) } ({ $items }, prazo { $due })
opinion-awaited-provisional = ainda não recebido: ofício de resposta { DE($from) } ({ $items }, prazo { $due }, segundo os dias úteis previstos)
opinion-awaited-no-day = ainda não recebido: ofício de resposta { DE($from) } ({ $items }, sem prazo fixado)
silence-is-not-consent = a falta de resposta não vale como acordo
agrees-with-changes = { $by }: concorda em princípio, com alterações ({ $items })
reserves = { $by }: formula reserva ({ $items })
disagrees = { $by }: não concorda ({ $items })
no-comment-unclear = { $by }: sem observações ({ $items }); o ofício não diz se isso equivale a acordo, pelo que se deve perguntar
departments-statement-awaited = aguarda-se que { O($from) } informe dos pareceres dos serviços consultados ({ $items })
departments-not-yet-agreed = { $from } informa: os serviços foram consultados e ainda não concordam ({ $items })
departments-answer-not-stated = { $from } informa: os serviços foram consultados; não diz se concordam ({ $items })
departments-stated = pareceres dos serviços consultados: { $statement } ({ $day })
opinion-given = { $by }: { $opinion } ({ $day })
opinion-given-on-paper = { $by }: { $opinion } ({ $day }, por ofício)
opinion-on-earlier-text = sobre um texto anterior, { O($by) } respondeu: { $opinion } ({ $day })
letter-says-consent = o ofício declara que «sem observações» equivale a acordo
