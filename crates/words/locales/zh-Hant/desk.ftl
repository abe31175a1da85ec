# 辦公桌
desk = 辦公桌
desk-said = { $name }，{ $day }
desk-nothing-ours = 目前沒有事項等待我方。
desk-nothing-others = 目前沒有事項等待其他各方。
desk-meetings = 下次會議
desk-news = 其他各方的新行為
desk-did = ：
desk-duties = { $year } 年我方未完成的事項
desk-all-duties = 全年應辦事項
