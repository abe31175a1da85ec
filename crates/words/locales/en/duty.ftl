# Duties that come by period
met-on = done on { $day }
none-on-record = this record holds none ({ $first } to { $due })
none-yet-on-record = this record holds none yet (due { $due })
not-begun = the period begins on { $first }
reason-recorded = a reason is recorded: { $text }
