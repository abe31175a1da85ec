# generated from zh-Hant by `cargo xtask locales`
# 按期的事项
met-on = 于{ $day }完成
none-on-record = 本记录未载有（期间自{ $first }至{ $due }）
none-yet-on-record = 本记录尚未载有
not-begun = 期间自{ $first }开始
reason-recorded = 已记录原因：{ $text }
delivered-by = 已提交：{ $by }
delivery-awaited = 尚待提交：{ $from }
due-day-provisional = 时限{ $due }为暂定，该年工作日历尚未公布
nothing-due-in-this-period = 按此理解，此期间无应提交的文件
