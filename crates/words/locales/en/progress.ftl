# Joint implementation
progress-awaited = progress is yet to be reported on { $items }
progress-on-record = progress is reported on { $items }
progress-reported = { $by } reports: { $stage } ({ $day })
items-closed = closed for the year: { $items }
progress-no-day = the text sets no day for reports
