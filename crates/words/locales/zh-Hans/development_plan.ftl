# generated from zh-Hant by `cargo xtask locales`
# 文本所称的发展规划
no-plan-on-record = 本记录未载有该规划
text-names-no-compiler = 文本未定由谁编制
finding-awaited = 《{ $name }》（{ $day }）是否该规划，尚待认定：{ $from }
findings-differ = 《{ $name }》（{ $day }）是否该规划，认定不一：认为是者{ $is }；认为不是者{ $is_not }
found-to-be-that-plan = { $by }均认定《{ $name }》（{ $day }）即该规划
not-that-plan = { $by }均认定《{ $name }》（{ $day }）并非该规划
compiled-by-others = 按此理解，该规划须由各方共同编制，其他机关印发的文书不算
plan-assessed = 规划评估 { $count } 份：{ $by }
adjustments-proposed = 调整建议 { $count } 份：{ $by }
