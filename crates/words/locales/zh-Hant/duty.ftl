# 按期的事項
met-on = 於{ $day }完成
none-on-record = 本記錄未載有（期間自{ $first }至{ $due }）
none-yet-on-record = 本記錄尚未載有（時限{ $due }）
not-begun = 期間自{ $first }開始
reason-recorded = 已記錄原因：{ $text }
