# Entry into force, term, extension
entered-into-force = entered into force on { $day }
enters-into-force = enters into force on { $day }
not-in-force-yet = by this record it had not taken effect on that day
term-runs-until = the term runs until { $last }, that day included
term-indefinite = the term has no end
term-over = the term was over after { $last }
no-instrument-on-record = this record holds no instrument of extension or amendment; the present standing is as announced by { $parties }
term-ends-soon = less than { $months } months are left before the term ends on { $last }
renewed-tacitly = no notice against renewal before { $by }: renewed until { $until }
renewal-stopped = { $by } gave notice on { $day } against renewal: it is not renewed
extended-until = extended by consent on { $day }, by { $by }: the term runs until { $until }
extended-after-the-term = the extension was agreed only on { $day }, after the term
suspended-by = suspended from { $day }
superseded-by = replaced by another instrument from { $day }
terminated-by = terminated from { $day }
condition-missing = “{ $condition }”: not yet received from { $from } ({ $act })
conditions-hold = every condition held on { $day }
amended-by = { $by } is made; whether it touches the term is for its text to say
no-further-instrument-on-record = this record holds no further instrument of extension or amendment; the present standing is as announced by { $parties }
# The page of the term
term-way = The term
term-under-each-reading = Under each reading
term-reading = Reading
term-first-day = First day
term-last-day = Last day
term-left = Left
term-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}
term-every-reading = Under every reading
term-warning-ahead = Notice { $months } months before the end: { $day }
term-warning-begun = Notice { $months } months before the end: since { $day }
term-text-says = What the text says
