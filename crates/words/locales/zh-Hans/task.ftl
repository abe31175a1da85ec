# generated from zh-Hant by `cargo xtask locales`
# 年度重点工作的一项
task-items = 其他各项
task-texts = 各次文本与意见
task-text-number = 第 { $number } 次文本
task-changes-said = 底线为新增，删除线为删去。
task-circulated = { $day }征求意见，未定复函期限 · 核对码 { $text }
task-circulated-within = { $day }征求意见，请于 { $days } 个工作日内复函 · 核对码 { $text }
task-departments = { $body }（由{ $convener }说明）
task-no-statement = 尚待{ $convener }说明。
task-origin = 由来与去向
task-goes-on-in = 结转至
