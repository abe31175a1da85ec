# Reminders
reminder = Reminder:
reminder-said = { $said } (by { $due })
reminders = Reminders in bulk
reminders-said = Choose what units of this side are still to report, and write one text and a day; each unit finds it in “My work”. The agreement sets no day for reports: the day is this side’s own.
reminders-given = { $count ->
    [one] 1 reminder was given.
   *[other] { $count } reminders were given.
}
reminders-days = Due within how many days, and those without a day
reminders-choose = Choose
reminders-all = All of this unit
reminders-text = Text
reminders-usual = Please report the progress of this item.
reminders-due = To be reported by
reminders-send = Give the reminders
reminders-no-unit = No unit named
reminders-no-day = none set
reminders-nothing-chosen = Please choose at least one.
reminders-day-is-over = That day is over.
reminders-past = Reminders given
reminders-was = { $day } · { $unit } · { $item } · { $said } (by { $due })
