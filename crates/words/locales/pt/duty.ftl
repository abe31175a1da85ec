# Deveres por período (tradução não revista)
met-on = cumprido em { $day }
none-on-record = nada consta deste registo ({ $first } a { $due })
none-yet-on-record = ainda nada consta deste registo (até { $due })
not-begun = o período começa em { $first }
reason-recorded = consta um motivo: { $text }
