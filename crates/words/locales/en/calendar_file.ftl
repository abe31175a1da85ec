# Calendar files
calendar-file-sample = [Sample] { $said }
calendar-file-due = Due: { $what } ({ $whose })
calendar-file-way = Deadlines as a calendar file (ics)
