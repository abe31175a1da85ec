# 生效、有效期、展期
entered-into-force = { $day }起生效
enters-into-force = 將於{ $day }生效
not-in-force-yet = 尚未生效
term-runs-until = 有效期至{ $last }（含當日）
term-indefinite = 未定有效期
term-over = 有效期已於{ $last }屆滿
no-instrument-on-record = 本記錄未載有展期或修正文書；協議現況以{ $parties }公布為準
term-ends-soon = 距有效期屆滿（{ $last }）不足 { $months } 個月
renewed-tacitly = 至{ $by }前未有不續期通知，有效期續至{ $until }
extended-until = { $by }於{ $day }經各方協商同意，有效期展至{ $until }
extended-after-the-term = 展期於{ $day }方經各方同意，其時有效期已滿
suspended-by = 自{ $day }起中止實施
superseded-by = 自{ $day }起由其他文書取代
terminated-by = 自{ $day }起終止
condition-missing = 尚待「{ $condition }」：{ $from }（{ $act }）
conditions-hold = 各項條件於{ $day }具備
