# Assinatura do mesmo texto (tradução não revista)
signature-awaited = aguarda-se a assinatura { DE($from) }
signatures-held = assinado { POR($by) }
signatures-missing-at-expiry = no fim do prazo de assinatura não consta a assinatura { DE($from) }
signature-withdrawn = { O($by) } retirou a assinatura; este texto não prossegue
ballot-ended-with-epoch = a votação terminou com a sua fase do registo, sem a confirmação de todos
commitment-awaited = aguarda-se a confirmação { DE($from) } de que todas as assinaturas foram recebidas
commitments-missing-at-expiry = o prazo terminou; não consta a confirmação { DE($from) }
commitment-untimely = a confirmação { DE($by) } não estava na posse das outras partes até { $expiry }
commitment-in-nobodys-evidence = a confirmação { DE($by) } está registada, mas ainda não consta da prova de partes suficientes (até { $expiry })
committed-by-all = confirmado por todas as partes em { $day }, sobre o mesmo texto
# As páginas dos textos a assinar (tradução não revista)
ballot-proposed = apresentado { POR($by) } em { $day }
ballot-draft = Texto
ballot-check-code = Código de verificação
ballot-no-end = Não tem prazo fixado
ballot-until = Todos devem ter confirmado até { $until }
ballot-withdraw-until = Possível até o próprio nó da parte confirmar que tem todas as assinaturas.
ballot-delay-hours = Reunidas todas as assinaturas, o nó { DE($party) } espera { $hours } h e confirma por si.
ballot-delay-minutes = Reunidas todas as assinaturas, o nó { DE($party) } espera { $minutes } min e confirma por si.
ballot-bases-on-agreement = Baseia-se no texto assinado. Esse texto não está neste registo, pelo que nada se compara palavra a palavra.
ballot-bases-on = Baseia-se em:
ballot-longer = O prazo após a prorrogação
ballot-years = Prorrogação por { $years } anos
ballot-last-day-now = Último dia hoje
ballot-last-day-then = Último dia então
ballot-counts = Já contada
ballot-too-late = O prazo terminou; nesta leitura já não há prorrogação
