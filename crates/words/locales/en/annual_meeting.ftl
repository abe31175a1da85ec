# Meetings: called, agreed, held, their minutes and follow-ups
meeting-held = a meeting was held on { $day }
meeting-held-by-record = a meeting is recorded as held on { $day }, without a list of who attended
attendance-not-listed = the record does not list who attended
meeting-without = for the meeting on { $day } the record does not show { $from }
meeting-hosted = hosted by { $host }
next-host = the next is to be hosted by { $host }
no-meeting-on-record = this record holds no { $matter }
host-named = the meeting on { $day } named { $host } as the next host
host-by-turn = in { $year } it is the turn of { $host } to host
text-names-no-caller = the text names no caller
meeting-called = { $by } called a meeting for { $day }
call-awaits = { $by } called a meeting for { $day }; acceptance not yet received from { $from }
call-accepted-by-all = all have accepted the meeting that { $by } called for { $day }
issues-placed = { $count ->
    [one] 1 issue placed on the agenda
   *[other] { $count } issues placed on the agenda
}
no-minutes-on-record = this record holds no minutes
minutes-awaited = minutes { $text }: approval not yet received from { $from }
minutes-approved = minutes { $text } approved by { $by }
follow-ups-agreed = { $count ->
    [one] 1 follow-up agreed; not yet reported done: { $open }
   *[other] { $count } follow-ups agreed; not yet reported done: { $open }
}
follow-up-awaited = follow-up { $item }: report not yet received from { $from }
follow-up-awaited-by = follow-up { $item }: report not yet received from { $from } (due { $due })
follow-up-done = follow-up { $item }: reported done by { $from }
