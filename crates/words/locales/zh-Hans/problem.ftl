# generated from zh-Hant by `cargo xtask locales`
# 读入文件时的问题，以及如何改正
kdl-syntax = KDL 写法有误：{ $detail }
kdl-too-deep = 括号层数超过 { $most } 层；请减少层数
json-syntax = JSON 写法有误：{ $detail }
one-agreement = 规则文件须有且只有一个 agreement 节点；请在文件开头加上
unknown-node = 词表中没有“{ $name }”
unknown-property = “{ $node }”没有“{ $name }”这一项
missing-argument = “{ $node }”缺少“{ $name }”；请补上
missing-property = “{ $node }”缺少 { $name }=…；请补上
missing-node = “{ $node }”之内缺少“{ $name }”；请补上
repeated-node = “{ $node }”之内“{ $name }”只可有一个；请删去其余
wrong-value = { $name } 不可为 { $given }；应为 { $expected }
unknown-id = 文件中没有名为“{ $id }”者
duplicate-id = “{ $id }”已用过；请改用别的名称
reading-without-option = 理解点“{ $id }”须有选项“{ $option }”
reason-is-effort = “不作推算”的原因不能是费力；请写明文本上的原因
calendar-form = 日历文件应为 calendar 名称 year=… 的节点
calendar-day-form = 日子应为 off、working 或 half，并属 { $year } 年
words-form = 词语应为：类别 名称 "文字"
unknown-field = “{ $act }”没有“{ $name }”这一项
missing-field = “{ $act }”缺少“{ $name }”；请补上
unknown-act = 没有“{ $name }”这一行事
unknown-body = 本协议没有“{ $id }”，亦非命令
script-line = 每行须以 > 或 # 起首，或为空行
script-quotation = 引号未关上
script-command = 命令写法应为：{ $expected }
did-you-mean = ；是否“{ $nearest }”？
kdl-too-many-marks = 一个节点内的 = ) ] " 超过 { $most } 个；请分行
kdl-too-large = 文件超过 { $most } 字节
too-many-readings = 理解点超过 { $most } 个；请分成不同协议
