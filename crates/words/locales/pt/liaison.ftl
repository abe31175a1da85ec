# Ligação: serviços e comunicações formais (tradução não revista)
office-named = serviço de ligação { DE($by) }: { $office } (indicado no texto)
office-designated = serviço de ligação { DE($by) }: { $name } (designado em { $day })
office-not-on-record = não consta deste registo o serviço de ligação { DE($from) }
receipt-awaited = aguarda-se a confirmação de recepção { DE($from) }
liaison-reply-awaited = aguarda-se o ofício de resposta { DE($from) }
liaison-reply-awaited-by = aguarda-se o ofício de resposta { DE($from) } (até { $due })
received-by-all = recebido { POR($by) } ({ $day })
replied-by-all = respostas recebidas { DE($by) } ({ $day })
