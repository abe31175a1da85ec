# Joint implementation
progress-awaited = progress is yet to be reported on item { $items }
progress-on-record = progress is reported on item { $items }
progress-reported = { $by } reports: { $stage } ({ $day })
items-closed = closed for the year: item { $items }
progress-no-day = the text sets no day for reports
