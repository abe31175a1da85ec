# generated from zh-Hant by `cargo xtask locales`
# 另见其他清单
also-listed = 另见其他清单
also-listed-lists = 其他机制的清单
also-listed-said = 同一工作也列在其他机制的清单上。本方在此登记；一次汇报，各清单同用。
also-listed-no-list = 尚未登记其他清单。
also-listed-name = 清单名称
also-listed-name-hint = 例如另一合作机制的年度重点工作、规划纲要、施政报告。
also-listed-add = 加入清单
also-listed-count = { $count } 项
also-listed-of = { $party }在此清单上的事项，附最近一次汇报（{ $day }）。
also-listed-file = 下载试算表（CSV）
also-listed-nothing = 本方没有事项列在此清单上。
also-listed-number = 在该清单的编号
also-listed-reference = 本方档号
also-listed-returned = 汇报内容
also-listed-item-said = 只供本方使用；一次汇报，各清单同用。
also-listed-list = 清单
also-listed-enter = 登记在其他清单
also-listed-keep = 登记
also-listed-strike = 删去
also-listed-feeds = 此汇报亦用于：{ $lists }。
