# For leadership
leadership-way = One page for leadership
leadership-heading = For leadership
leadership-meeting = Next meeting
leadership-none-called = This record holds no meeting that is called and still to come.
leadership-undertakings = Undertakings: { $matter }
leadership-no-undertakings = This record holds no undertaking of that meeting.
leadership-area = Area
leadership-items = Items
leadership-agreed = Agreed
leadership-reported = Reported
leadership-done = Done
leadership-carried-over = Carried over
leadership-all = All
leadership-needed = What is needed, and why
leadership-print = Prints on one A4 page.
