# 讀入檔案時的問題，以及如何改正
kdl-syntax = KDL 寫法有誤：{ $detail }
kdl-too-deep = 括號層數超過 { $most } 層；請減少層數
json-syntax = JSON 寫法有誤：{ $detail }
one-agreement = 規則檔須有且只有一個 agreement 節點；請在檔首加上
unknown-node = 詞表中沒有「{ $name }」
unknown-property = 「{ $node }」沒有「{ $name }」這一項
missing-argument = 「{ $node }」欠「{ $name }」；請補上
missing-property = 「{ $node }」欠 { $name }=…；請補上
missing-node = 「{ $node }」之內欠「{ $name }」；請補上
repeated-node = 「{ $node }」之內「{ $name }」只可有一個；請刪去其餘
wrong-value = { $name } 不可為 { $given }；應為 { $expected }
unknown-id = 檔中沒有名為「{ $id }」者
duplicate-id = 「{ $id }」已用過；請改用別的名稱
reading-without-option = 理解點「{ $id }」須有選項「{ $option }」
reason-is-effort = 「不作推算」的原因不能是費力；請寫明文本上的原因
calendar-form = 日曆檔應為 calendar 名稱 year=… 的節點
calendar-day-form = 日子應為 off、working 或 half，並屬 { $year } 年
words-form = 詞語應為：類別 名稱 "文字"
unknown-field = 「{ $act }」沒有「{ $name }」這一項
missing-field = 「{ $act }」欠「{ $name }」；請補上
unknown-act = 沒有「{ $name }」這一行事
unknown-body = 本協議沒有「{ $id }」，亦非命令
script-line = 每行須以 > 或 # 起首，或為空行
script-quotation = 引號未關上
script-command = 命令寫法應為：{ $expected }
did-you-mean = ；是否「{ $nearest }」？
kdl-too-many-marks = 一個節點內的 = ) ] " 超過 { $most } 個；請分行
kdl-too-large = 檔案超過 { $most } 位元組
too-many-readings = 理解點超過 { $most } 個；請分成不同協議
