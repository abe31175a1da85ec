# 年度重點工作的一項
task-items = 其他各項
task-texts = 各次文本與意見
task-text-number = 第 { $number } 次文本
task-changes-said = 底線為新增，刪除線為刪去。
task-circulated = { $day }徵求意見，未定覆函期限 · 核對碼 { $text }
task-circulated-within = { $day }徵求意見，請於 { $days } 個工作日內覆函 · 核對碼 { $text }
task-departments = { $body }（由{ $convener }說明）
task-no-statement = 尚待{ $convener }說明。
task-origin = 由來與去向
task-goes-on-in = 結轉至
