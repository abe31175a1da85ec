# Returns by spreadsheet
batch = Returns by spreadsheet
batch-said = Download “My work”, fill its last two columns, and send it here. You see a preview first; nothing is filed until you confirm. Rows left empty stay as they are.
batch-item = Item
batch-title = Title
batch-last-stage = Last stage
batch-last-text = Last text
batch-new-stage = New stage
batch-new-text = New text
batch-reports = { $count ->
    [one] 1 return to be filed
   *[other] { $count } returns to be filed
}
batch-file = { $count ->
    [one] File this return
   *[other] File these { $count } returns
}
batch-unchanged = { $count ->
    [one] 1 row says nothing new and is not reported.
   *[other] { $count } rows say nothing new and are not reported.
}
batch-no-rows = No item was found. Please fill the sheet that “My work” gives, with its columns in their order.
batch-unknown-item = No item “{ $said }” is being carried out.
batch-twice = “{ $said }” is in the sheet twice; only the first row counts.
batch-unknown-stage = “{ $said }” is no stage; please use not begun, under way, held up or done.
batch-no-stage = The first return on an item needs its stage.
batch-too-long = The text has { $said } characters; at most { $most } are taken.
batch-beyond = There is something beyond the last column; please add no columns.
batch-changed-title = The title is not the text on record: it may have been circulated anew, or the sheet was changed. Please download it again.
batch-other-unit = This is another unit’s item: { $said }.
batch-filed = Filed
batch-by-hand = Not taken; report it by itself
