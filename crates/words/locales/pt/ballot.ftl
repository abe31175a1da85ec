# Assinatura do mesmo texto (tradução não revista)
signature-awaited = aguarda-se a assinatura de { $from }
signatures-held = assinado por { $by }
signatures-missing-at-expiry = no fim do prazo de assinatura não consta a assinatura de { $from }
signature-withdrawn = { $by } retirou a assinatura; este texto não prossegue
commitment-awaited = aguarda-se de { $from } a confirmação de que todas as assinaturas foram recebidas
commitments-missing-at-expiry = o prazo terminou; não consta a confirmação de { $from }
commitment-untimely = a confirmação de { $by } não estava na posse das outras partes até { $expiry }
commitment-in-nobodys-evidence = a confirmação de { $by } está registada, mas ainda não consta da prova de partes suficientes (até { $expiry })
committed-by-all = confirmado por todas em { $day }, sobre o mesmo texto
paper-reported = { $by } relata um documento de { $about }; não vincula ninguém
