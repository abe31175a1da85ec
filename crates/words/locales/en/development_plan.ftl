# The development plan that the text names
no-plan-on-record = this record holds no such plan
text-names-no-compiler = the text names no compiler
finding-awaited = whether “{ $name }” ({ $day }) is that plan: finding not yet received from { $from }
findings-differ = whether “{ $name }” ({ $day }) is that plan: { $is } find that it is, { $is_not } that it is not
found-to-be-that-plan = { $by } find that “{ $name }” ({ $day }) is that plan
not-that-plan = { $by } find that “{ $name }” ({ $day }) is not that plan
compiled-by-others = under this reading the parties compile the plan together; an instrument issued by others does not count
plan-assessed = { $count ->
    [one] 1 assessment, from { $by }
   *[other] { $count } assessments, from { $by }
}
adjustments-proposed = { $count ->
    [one] 1 proposal of adjustment, from { $by }
   *[other] { $count } proposals of adjustment, from { $by }
}
