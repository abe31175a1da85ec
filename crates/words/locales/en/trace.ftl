# Trace
trace = Trace
trace-said = From a provision to its area, the work of each year, decisions, returns and publication; and back from the work to the provision. Only what the record holds.
trace-plan = The plan that the text names
trace-commitments = Commitments of this area
trace-decision = Decision
trace-returns = Returns
trace-published = Published
trace-not-published = not published
trace-no-work = This record holds no work in this area.
trace-without-work = Provisions without work in { $year }
trace-each-has-work = Each area has work.
trace-without-provision = Work without a provision in { $year }
trace-each-has-provision = None.
trace-objectives = Objectives without work in { $year }
trace-objectives-unknown = Cannot be told: a task names its area, and the record does not say which objective it serves.
trace-year = Year
trace-item = Item
