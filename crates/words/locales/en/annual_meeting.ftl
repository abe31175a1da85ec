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
# The pages of meetings
annual-meeting-way = Meetings
annual-meeting-years = All years
annual-meeting-year = Year
annual-meeting-on-record = On record
annual-meeting-reason = Reason on record:
annual-meeting-now = What can be done now
annual-meeting-calendar = Calendar file (ics)
annual-meeting-by-on = { $by }, { $day }
annual-meeting-sitting = Call and attendance
annual-meeting-call-passed = another call stands in its place
annual-meeting-call-of = { $act } ({ $by }, { $day })
annual-meeting-not-shown = Not shown as present
annual-meeting-recorded-by = Recorded by
annual-meeting-agenda = Agenda
annual-meeting-last-minutes = Minutes of the last meeting and its follow-ups
annual-meeting-first = This record holds no earlier meeting.
annual-meeting-no-issues = This record holds no issue placed on the agenda.
annual-meeting-place-issue = Place an issue
annual-meeting-our-position = State our own position
annual-meeting-placed-by = placed by { $by } on { $day }
annual-meeting-stated-by = as stated by { $by } ({ $day })
annual-meeting-own-words = in the words of { $by } ({ $day })
annual-meeting-issue-title = Title of the issue
annual-meeting-positions-hint = One side a line: its name, a colon, its position. Other sides can state their own under the same title.
annual-meeting-own-position-hint = In our own name, shown under the same issue.
annual-meeting-same-title = Please leave it as it is: the same title makes it the same issue.
annual-meeting-papers = Papers
annual-meeting-no-papers = This record holds no paper that came with these acts.
annual-meeting-paper = with: { $act } ({ $by }, { $day })
annual-meeting-minutes = Minutes
annual-meeting-text = Text { $number }
annual-meeting-texts = Texts and changes
annual-meeting-circulated-by = circulated by { $by } on { $day }
annual-meeting-code = check code { $text }
annual-meeting-disputed = Passages worded differently
annual-meeting-disputed-open = Still open until all approve the same text.
annual-meeting-disputed-settled = Settled: all approved { $text }. These are the wordings before.
annual-meeting-own-wording = Answer with our own wording of the minutes
annual-meeting-follow-ups = Decisions and follow-ups
annual-meeting-follow-up = Follow-up
annual-meeting-reported = Reported progress
annual-meeting-no-follow-ups = This record holds no decision or follow-up.
annual-meeting-decided = In the minutes:
annual-meeting-paper-text = Paper that goes with it
