# Participation of the public
consultation-open = open to the public until { $until }, that day included
consultation-over = the time to comment ended on { $until }
consultation-closed = the consultation was closed on { $day }
consultation-short = open for { $days } days; the least set is { $least }
answer-awaited = answer not yet published by { $from }
answer-published = the answer was published on { $day }
participation-recorded = { $part }: { $count } recorded
no-participation-on-record = { $part }: this record holds none
