# The daily mechanism
mechanism-established = established on { $day }: { $by } declared so on the same text
mechanism-not-on-record = declaration of establishment not yet received from { $from }
mechanism-awaited = on text { $text }: declared by { $by }, not yet received from { $from }
mechanism-meetings = { $count ->
    [one] 1 meeting recorded
   *[other] { $count } meetings recorded
}
mechanism-met = met on { $day }
daily-mechanism = Daily working mechanism
daily-mechanism-said = The text names its members. It is silent on rules and meetings; what follows was set by the members.
daily-mechanism-rules = Working rules
daily-mechanism-on-text = Declared established on one text (check code { $text }) by { $by }
daily-mechanism-declared = declared it established on this text
daily-mechanism-meetings = Working meetings
daily-mechanism-no-meeting = This record holds no working meeting.
daily-mechanism-rooms-said = Letters among two or three of its members.
daily-mechanism-contacts = Contact list
daily-mechanism-contacts-said = Offices and posts, no persons. Liaison offices are from the record; the rest is kept by this side and goes to nobody.
contact-party = Party
contact-office = Office
contact-post = Post
contact-post-hint = The post, not a name.
contact-reach = Telephone or mail
contact-none = —
contact-note = Note a post
contact-keep = Note it
contact-strike = Strike off
