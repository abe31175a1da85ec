# generated from zh-Hant by `cargo xtask locales`
# 会议：召集、同意、举行、纪要、跟进
meeting-held = 会议已于{ $day }举行
meeting-held-by-record = 记录载会议已于{ $day }举行，未列出席各方
attendance-not-listed = 记录未列出席各方
meeting-without = { $day }的会议，记录未载有以下各方出席：{ $from }
meeting-hosted = 由{ $host }承办
next-host = 下次由{ $host }承办
no-meeting-on-record = 本记录未载有 { $matter }
host-named = { $day }的会议所定下次承办方：{ $host }
host-by-turn = { $year } 年轮由{ $host }承办
text-names-no-caller = 文本未定由谁召集
meeting-called = { $by }已召集会议，拟于{ $day }举行
call-awaits = { $by }拟于{ $day }举行会议，尚待同意：{ $from }
call-accepted-by-all = 各方已同意{ $by }召集于{ $day }举行的会议
issues-placed = 已列入议题 { $count } 项
no-minutes-on-record = 本记录未载有会议纪要
minutes-awaited = 会议纪要（核对码 { $text }）尚待确认：{ $from }
minutes-approved = 会议纪要（核对码 { $text }）已获确认：{ $by }
follow-ups-agreed = 议定跟进 { $count } 项，其中 { $open } 项尚待汇报完成
follow-up-awaited = 跟进第 { $item } 项，尚待汇报：{ $from }
follow-up-awaited-by = 跟进第 { $item } 项，尚待汇报：{ $from }（期限{ $due }）
follow-up-done = 跟进第 { $item } 项，以下各方均已汇报完成：{ $from }
