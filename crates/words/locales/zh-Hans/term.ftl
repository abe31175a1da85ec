# generated from zh-Hant by `cargo xtask locales`
# 生效、有效期、展期
entered-into-force = { $day }起生效
enters-into-force = 将于{ $day }生效
not-in-force-yet = 按本记录，当日协议尚未生效
term-runs-until = 有效期至{ $last }（含当日）
term-indefinite = 未定有效期
term-over = 有效期已于{ $last }届满
no-instrument-on-record = 本记录未载有展期或修正文书；协议现况以{ $parties }公布为准
no-further-instrument-on-record = 本记录未再载有其他展期或修正文书；协议现况以{ $parties }公布为准
amended-by = { $by }已成立；是否涉及有效期，以该文本为准
term-ends-soon = 距有效期届满（{ $last }）不足 { $months } 个月
renewed-tacitly = { $by }前没有不续期通知，有效期续至{ $until }
renewal-stopped = { $by }于{ $day }通知不续期，有效期届满后不再续期
extended-until = { $by }于{ $day }经各方协商同意，有效期展至{ $until }
extended-after-the-term = 展期于{ $day }方经各方同意，其时有效期已满
suspended-by = 自{ $day }起中止实施
superseded-by = 自{ $day }起由其他文书取代
terminated-by = 自{ $day }起终止
condition-missing = 尚待“{ $condition }”：{ $from }（{ $act }）
conditions-hold = 各项条件于{ $day }具备
# 有效期的网页
term-way = 有效期
term-under-each-reading = 按各种读法
term-reading = 读法
term-first-day = 首日
term-last-day = 最后一日
term-left = 尚余
term-days = { $days } 日
term-every-reading = 不论如何理解
term-warning-ahead = 届满前 { $months } 个月提示：{ $day }
term-warning-begun = 届满前 { $months } 个月提示：自{ $day }起
term-text-says = 条文摘要
