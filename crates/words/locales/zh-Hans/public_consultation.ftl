# generated from zh-Hant by `cargo xtask locales`
# 公众参与
consultation-open = 公开征求意见期至{ $until }（含当日）
consultation-over = 公开征求意见已于{ $until }截止
consultation-closed = 公开征求意见已于{ $day }结束
consultation-short = 征求意见期 { $days } 天，所设最少为 { $least } 天
answer-awaited = 尚待公布回应：{ $from }
answer-published = 回应已于{ $day }公布
participation-recorded = { $part }：已记录 { $count } 项
no-participation-on-record = { $part }：本记录未载有
