# Also listed in
also-listed = Also listed in
also-listed-lists = Lists of other mechanisms
also-listed-said = The same work stands on the lists of other mechanisms too. This register is ours alone; one return feeds all of them.
also-listed-no-list = No other list is entered yet.
also-listed-name = Name of the list
also-listed-name-hint = Such as the key work of another mechanism, an outline plan, a policy address.
also-listed-add = Enter the list
also-listed-count = { $count ->
    [one] 1 item
   *[other] { $count } items
}
also-listed-of = The items of { $party } on this list, each with its last return ({ $day }).
also-listed-file = Download as a spreadsheet (CSV)
also-listed-nothing = None of our items stands on it.
also-listed-number = Number there
also-listed-reference = Our reference
also-listed-returned = What was returned
also-listed-item-said = For our side alone; one return feeds all of these lists.
also-listed-list = List
also-listed-enter = Enter on another list
also-listed-keep = Enter
also-listed-strike = Take off
also-listed-feeds = This return also feeds: { $lists }.
