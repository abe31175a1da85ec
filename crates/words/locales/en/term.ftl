# Entry into force, term, extension
entered-into-force = entered into force on { $day }
enters-into-force = enters into force on { $day }
not-in-force-yet = not yet in force
term-runs-until = the term runs until { $last }, that day included
term-indefinite = the term has no end
term-over = the term was over after { $last }
no-instrument-on-record = this record holds no instrument of extension or amendment; the present standing is as announced by { $parties }
term-ends-soon = less than { $months } months are left before the term ends on { $last }
renewed-tacitly = no notice against renewal before { $by }: renewed until { $until }
extended-until = extended by consent on { $day } ({ $by }): the term runs until { $until }
extended-after-the-term = the extension was agreed only on { $day }, after the term
suspended-by = suspended from { $day }
superseded-by = replaced by another instrument from { $day }
terminated-by = terminated from { $day }
condition-missing = “{ $condition }” is awaited from { $from } ({ $act })
conditions-hold = every condition held on { $day }
