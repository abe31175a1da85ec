# Mail to officers
mail = Mail
mail-said = The node writes to officers of this side about two things: a reminder that was given to their unit, and days that come near. A mail says which duty, by which day and where; it holds no text of a matter, an opinion or a letter. The queue stays on this node.
mail-on = Mail goes out through { $server } as { $from }.
mail-off = Nothing is sent: node.toml has no [mail]. Reminders stand in “My work” all the same.
mail-rules = { $days ->
    [0] Liaison officers and leaders are written to on the day of a deadline, once a day at most; the officers of a unit that is reminded, at once.
    [one] Liaison officers and leaders are written to when a deadline is 1 day away, once a day at most; the officers of a unit that is reminded, at once.
   *[other] Liaison officers and leaders are written to when a deadline is { $days } days away or less, once a day at most; the officers of a unit that is reminded, at once.
}
mail-waiting = Waiting
mail-given-up = Given up
mail-sent = Sent
mail-none = None.
mail-to = To
mail-subject = Subject
mail-queued = Queued
mail-waits = Goes out from { $when }.
mail-tried = { $count ->
    [one] Tried once.
   *[other] Tried { $count } times.
}
mail-tries-again = Next try: { $when }.
mail-is-sending = With the server now.
mail-was-sent = Taken by the server on { $when }.
mail-was-given-up = Given up on { $when }.
mail-server-said = The server: { $said }
mail-why-stopped = The node stopped while the server had it. It goes once more under the same message id, so that a double can be told.
mail-why-not-reached = The mail server was not reached
mail-why-not-made = No mail could be made of it
mail-why-no-address = The officer has no address, or is closed.
mail-again = Try again
mail-reached = Where officers are written to
mail-address = E-mail address
mail-address-hint = One address. Leave it empty to get no mail.
mail-no-such-address = This is not one e-mail address.
mail-no-address = none
mail-language = Language of mail
mail-language-as-it-is = As it is
mail-change = Change an address
mail-set = Save
mail-own = Mail to me

# The words of a mail
mail-subject-reminders = { $brand }: { $count ->
    [one] reminder, due { $date }
   *[other] { $count } reminders, the first due { $date }
}
mail-subject-deadlines = { $brand }: { $count ->
    [one] a deadline on { $date }
   *[other] { $count } deadlines, the first on { $date }
}
mail-lead-reminders = the liaison office of { $party } reminds your unit of the following.
mail-lead-deadlines = as of { $date }, these are awaited from { $party } and come due:
mail-due = Due: { $date }
mail-foot = Sent by the node of { $party }; please do not reply. It holds no text of the record: sign in to read more.
    To change your address or language: { $address }

# Deadlines
deadline-step = { $act }: { $matter }
deadline-provisional = Provisional: the calendar of that year is not announced.
