# Joint implementation
progress-awaited = progress is yet to be reported on { $items_count ->
    [one] item
   *[other] items
  } { $items }
progress-on-record = progress is reported on { $items_count ->
    [one] item
   *[other] items
  } { $items }
progress-reported = { $by } reports: { $stage } ({ $day })
items-closed = closed for the year: { $items_count ->
    [one] item
   *[other] items
  } { $items }
progress-no-day = the text sets no day for reports
