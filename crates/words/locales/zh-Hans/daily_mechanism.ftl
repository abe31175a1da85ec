# generated from zh-Hant by `cargo xtask locales`
# 日常工作机制
mechanism-established = { $by }就同一份文本声明建立，于{ $day }建立
mechanism-not-on-record = 尚待声明建立：{ $from }
mechanism-awaited = 就文本（核对码 { $text }），{ $by }已声明建立，尚待：{ $from }
mechanism-meetings = 已记录会议 { $count } 次
mechanism-met = 会议：{ $day }
