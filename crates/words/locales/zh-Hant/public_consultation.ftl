# 公眾參與
consultation-open = 公眾諮詢開放至{ $until }（含當日）
consultation-over = 公眾諮詢已於{ $until }截止
consultation-closed = 公眾諮詢已於{ $day }結束
consultation-short = 諮詢期 { $days } 天，所設最少為 { $least } 天
answer-awaited = 尚待公布回應：{ $from }
answer-published = 回應已於{ $day }公布
participation-recorded = { $part }：已記錄 { $count } 項
no-participation-on-record = { $part }：本記錄未載有
