# The daily mechanism
mechanism-established = established on { $day }: { $by } declared so on the same text
mechanism-not-on-record = declaration of establishment not yet received from { $from }
mechanism-awaited = on text { $text }: declared by { $by }, not yet received from { $from }
mechanism-meetings = { $count ->
    [one] 1 meeting recorded
   *[other] { $count } meetings recorded
}
mechanism-met = met on { $day }
