# One item of the key work
task-items = Other items
task-texts = Texts and opinions
task-text-number = Text { $number }
task-changes-said = Underlined: inserted. Struck through: deleted.
task-circulated = Circulated { $day }, no day set for replies · check code { $text }
task-circulated-within = Circulated { $day }, reply asked within { $days ->
    [one] 1 working day
   *[other] { $days } working days
} · check code { $text }
task-departments = { $body }, as stated by { $convener }
task-no-statement = { $convener } has not stated it yet.
task-origin = Where it comes from and goes on
task-goes-on-in = Goes on in
