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
