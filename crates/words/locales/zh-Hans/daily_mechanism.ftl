# generated from zh-Hant by `cargo xtask locales`
# 日常工作机制
mechanism-established = { $by }就同一份文本声明设立，于{ $day }设立
mechanism-not-on-record = 本记录尚未载有设立声明：{ $from }
mechanism-awaited = 就文本（核对码 { $text }），{ $by }已声明设立，尚待：{ $from }
mechanism-meetings = 已记录会议 { $count } 次
mechanism-met = 会议：{ $day }
