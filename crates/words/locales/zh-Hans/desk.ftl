# generated from zh-Hant by `cargo xtask locales`
# 办公桌
desk = 办公桌
desk-said = { $name }，{ $day }
desk-nothing-ours = 目前没有事项等待我方。
desk-nothing-others = 目前没有事项等待其他各方。
desk-meetings = 下次会议
desk-news = 其他各方的新行为
desk-did = ：
desk-duties = { $year } 年我方未完成的事项
desk-all-duties = 全年应办事项
