# Deveres por período (tradução não revista)
met-on = cumprido em { $day }
none-on-record = nada consta deste registo (de { $first } a { $due })
none-yet-on-record = ainda nada consta deste registo
not-begun = o período começa em { $first }
reason-recorded = consta um motivo: { $text }
delivered-by = entregue { POR($by) }
delivery-awaited = aguarda-se a entrega { DE($from) }
due-day-provisional = a data de { $due } é provisória: o calendário de dias úteis ainda não é conhecido
nothing-due-in-this-period = segundo esta leitura, nada era devido neste período
