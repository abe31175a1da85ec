# The desk
desk = Desk
desk-said = { $name }, { $day }
desk-nothing-ours = Nothing waits for us now.
desk-nothing-others = Nothing is awaited from the others now.
desk-meetings = Next meeting
desk-news = New from the others
desk-did = {" "}
desk-duties = What is still open for us in { $year }
desk-all-duties = All duties of the year
