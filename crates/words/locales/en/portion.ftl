portion-label = Parts of this list
portion-said = { $from } to { $until } of { $count }
portion-before = Previous part
portion-after = Next part
portion-more = and { $count } more
