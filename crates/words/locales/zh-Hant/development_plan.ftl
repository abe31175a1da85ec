# 文本所稱的發展規劃
no-plan-on-record = 本記錄未載有該規劃
text-names-no-compiler = 文本未定由誰編制
finding-awaited = 《{ $name }》（{ $day }）是否該規劃，尚待認定：{ $from }
findings-differ = 《{ $name }》（{ $day }）是否該規劃，認定不一：認為是者{ $is }；認為不是者{ $is_not }
found-to-be-that-plan = { $by }均認定《{ $name }》（{ $day }）即該規劃
not-that-plan = { $by }均認定《{ $name }》（{ $day }）並非該規劃
compiled-by-others = 按此理解，該規劃須由各方共同編制，其他機關印發的文書不算
plan-assessed = 規劃評估 { $count } 份：{ $by }
adjustments-proposed = 調整建議 { $count } 份：{ $by }
