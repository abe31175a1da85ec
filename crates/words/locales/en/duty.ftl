# Duties that come by period
met-on = done on { $day }
none-on-record = this record holds none ({ $first } to { $due })
none-yet-on-record = this record holds none yet
not-begun = the period begins on { $first }
reason-recorded = a reason is recorded: { $text }
delivered-by = delivered by { $by }
delivery-awaited = delivery awaited from { $from }
due-day-provisional = { $due } is provisional: the calendar of working days for it is not yet known
nothing-due-in-this-period = by this reading nothing was due in this period
