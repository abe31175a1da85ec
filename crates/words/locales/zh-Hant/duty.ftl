# 按期的事項
met-on = 於{ $day }完成
none-on-record = 本記錄未載有（期間自{ $first }至{ $due }）
none-yet-on-record = 本記錄尚未載有
not-begun = 期間自{ $first }開始
reason-recorded = 已記錄原因：{ $text }
delivered-by = 已提交：{ $by }
delivery-awaited = 尚待提交：{ $from }
due-day-provisional = 時限{ $due }為暫定，該年工作日曆尚未公布
nothing-due-in-this-period = 按此理解，此期間無應提交的文件
