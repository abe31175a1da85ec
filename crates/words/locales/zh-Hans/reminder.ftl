# generated from zh-Hant by `cargo xtask locales`
# 提示
reminder = 提示：
reminder-said = { $said }（{ $due }前）
reminders = 成批提示
reminders-said = 选择本方尚待汇报的事项，写一段文字和日期；各单位在“我的工作”看到。协议文本未定汇报时限，日期由本方自定。
reminders-given = 已提示 { $count } 项。
reminders-days = 显示今后多少天内到期及未定日期者
reminders-choose = 选择
reminders-all = 本单位全部
reminders-text = 提示内容
reminders-usual = 请汇报本事项的进展。
reminders-due = 请于此日前汇报
reminders-send = 发出提示
reminders-no-unit = 未注明单位
reminders-no-day = 未定
reminders-nothing-chosen = 请选择最少一项。
reminders-day-is-over = 日期已过。
reminders-past = 已发提示
reminders-was = { $day } · { $unit } · { $item } · { $said }（{ $due }前）
