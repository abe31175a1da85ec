# Pages
page-brand = Counterpart
page-ways = Main
page-languages = Languages
page-skip = Skip to the content
page-front = Front
page-agreement = Agreement
page-year = The year
page-next = What is needed
page-open = Left open
page-record = The record
page-whose = The counterpart of { $party }
page-other-day = This is the record as of { $day }.
page-back-to-today = Back to today
page-nothing = There is no such page
page-grounds = Grounds
page-lead = Today is { $day }. By this record the agreement: { $verdict }.
page-lead-on = As of { $day }, by this record the agreement: { $verdict }.
page-days-left = { $days ->
    [one] 1 day left, until { $last }
   *[other] { $days } days left, until { $last }
}
page-signed = Signed on { $day }
page-term-line = Term from { $first } to { $last }
page-term-first = in force { $day }
page-term-last = ends { $day }
page-areas = Areas of co-operation
page-area-commitments = { $count ->
    [one] 1 commitment
   *[other] { $count } commitments
}
page-area-named = { $count ->
    [one] 1 named project or platform
   *[other] { $count } named projects or platforms
}
page-read-text = Read it article by article
page-read-text-why = Each with its summary, rules and commitments
page-all-steps = { $count ->
    [one] All of it
   *[other] All { $count }
}
page-matters-of-year = This year and the last
page-next-said = In the agreement’s order, each with its grounds.
page-next-ours = Awaited from { $party }
page-next-others = Awaited from the others
page-year-of = What is owed in { $year }
page-year-said = Who owes what by when, in the agreement’s order.
page-years = Years
page-what = What
page-whose-duty = Owed by
page-due = Due
page-stands = How it stands
page-rests-on = Rests on
page-owed = What is owed
page-matters = Matters
page-acts = Acts on record
page-act = No.
page-day = Day
page-by = By
page-done = Act
page-no-acts = This record holds none.
page-act-at = On record: { $place }
page-recorded = Recorded
page-source = Source
page-on-paper = done on paper
page-says = It says
page-in-matter = Matter
page-text = Text
page-seen = Received by then
page-open-said = Where the text is silent this record infers nothing; where it can be read in more than one way, each is shown.
page-parties = The parties
page-agreement-said = These are summaries in this record’s own words; the signed text is what counts.
page-agreement-official = These are the words of the official text in Chinese, as attached to this node. Beside them: a summary in this record’s own words, and what rests on each provision.
page-summary = In short
page-sources = Other sources
page-rules = Rules
page-purposes = Purpose
page-goals = Goal
page-objectives = Objectives
page-principles = Principles
page-commitments = Commitments
page-projects = Projects
page-platforms = Platforms
page-instruments = Instruments
page-participation = Participation
page-readings = Can be read in more than one way
page-record-agree = { $acts ->
    [0] The counterparts of all parties agree; they hold no act yet.
    [one] The counterparts of all parties agree: all hold the one act.
   *[other] The counterparts of all parties agree: all hold all { $acts } acts.
}
page-record-behind = The counterparts of all parties agree up to { $held } of { $acts } acts; the rest is not yet held by all.
page-record-forked = Two contradicting records of { $parties } exist, which is proved.
page-record-said = Each party writes its own record and holds those of the others; there is no server in the middle.
page-log = Record of
page-leaves = Acts
page-received = Received
page-held-by-all = Held by all
page-head = Check code
page-digest = Check code of the state
page-digest-said = Two parties that hold the same have the same code.
page-check = Check it yourself
page-check-verify = counterpart-verify checks the whole record without a network, and without trusting this node.
page-check-files = Each record is offered in an open format (C2SP tlog-tiles) that other programs check as well.
page-forked = two histories
page-too-many = Please try again later
page-too-many-said = Too much was sent within a short time, and this was not dealt with. Please try again in a minute.
