# Problems of what was read, and what to do
kdl-syntax = not KDL here: { $detail }
kdl-too-deep = more than { $most } levels of braces; use fewer
json-syntax = not JSON here: { $detail }
one-agreement = a rule file has exactly one node `agreement`; put it first
unknown-node = the vocabulary has no “{ $name }”
unknown-property = “{ $node }” has no “{ $name }”
missing-argument = “{ $node }” lacks its { $name }; add it
missing-property = “{ $node }” lacks { $name }=…; add it
missing-node = “{ $node }” lacks “{ $name }” within it; add it
repeated-node = “{ $name }” may stand only once within “{ $node }”; remove the others
wrong-value = { $name } cannot be { $given }; give { $expected }
unknown-id = the file defines no “{ $id }”
duplicate-id = “{ $id }” is already used; choose another
reading-without-option = the reading “{ $id }” needs an option “{ $option }”
reason-is-effort = effort is no reason for not computing; state the reason in the text
calendar-form = a calendar is a node: calendar NAME year=…
calendar-day-form = a day is off, working or half, and falls in { $year }
words-form = words are given as: KIND ID "text"
unknown-field = “{ $act }” has no field “{ $name }”
missing-field = “{ $act }” lacks “{ $name }”; add it
unknown-act = there is no act “{ $name }”
unknown-body = “{ $id }” is no body of this agreement and no command
script-line = a line begins with > or #, or is blank
script-quotation = the quotation mark is not closed
script-command = the command is written: { $expected }
did-you-mean = ; did you mean “{ $nearest }”?
kdl-too-many-marks = more than { $most } of = ) ] " in one node; give each node its own line
kdl-too-large = the file is larger than { $most } bytes
too-many-readings = more than { $most } readings; an agreement has fewer
