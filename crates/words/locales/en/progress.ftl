# Joint implementation
progress-awaited = progress is yet to be reported on { $items }
progress-on-record = progress is reported on { $items }
progress-reported = { $by } reports: { $stage } ({ $day })
items-closed = closed for the year: { $items }
progress-no-day = the text sets no day for reports
progress = My work
progress-said = What is being carried out, with the last report of { $party }; a new report begins with its words.
progress-none = Nothing is being carried out now.
progress-last = Last report
progress-report = Report
