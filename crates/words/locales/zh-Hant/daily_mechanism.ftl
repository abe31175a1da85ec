# 日常工作機制
mechanism-established = { $by }就同一份文本聲明建立，於{ $day }建立
mechanism-not-on-record = 尚待聲明建立：{ $from }
mechanism-awaited = 就文本（核對碼 { $text }），{ $by }已聲明建立，尚待：{ $from }
mechanism-meetings = 已記錄會議 { $count } 次
mechanism-met = 會議：{ $day }
