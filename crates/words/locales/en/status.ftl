# Verdicts: a closed list
status-not-yet = not yet
status-in-force = in force
status-ended = term ended
status-suspended = suspended
status-superseded = replaced by another instrument
status-terminated = terminated
status-open = open, not yet done
status-due-soon = due soon
status-met = done
status-met-late = done, after the due day
status-overdue = past the due day
status-missed = the period is over; none on record
status-yes = yes
status-no = no
status-cannot-tell = this record does not tell
status-recorded = on record (not judged)
