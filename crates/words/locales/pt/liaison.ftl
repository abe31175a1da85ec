# Ligação: serviços e comunicações formais (tradução não revista)
office-named = serviço de ligação de { $by }: { $office } (indicado no texto)
office-designated = serviço de ligação de { $by }: { $name } (designado em { $day })
office-not-on-record = não consta deste registo o serviço de ligação de { $from }
receipt-awaited = aguarda-se a confirmação de recepção de { $from }
liaison-reply-awaited = aguarda-se o ofício de resposta de { $from }
liaison-reply-awaited-by = aguarda-se o ofício de resposta de { $from } (até { $due })
received-by-all = recebido por { $by } ({ $day })
replied-by-all = respostas recebidas de { $by } ({ $day })
