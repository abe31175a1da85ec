# generated from zh-Hant by `cargo xtask locales`
# 年度重点工作
list-settled = { $by }就{ $items }的同一份文本达成一致（{ $day }）
proposals-awaited = 尚待提出年度重点工作：{ $from }
circulation-awaited = 已提出 { $proposals } 项，尚待{ $from }征求意见
nobody-proposes = 各方本年均无提案
no-proposal-filed = 本年无提案：{ $by }
no-proposal-on-record = 本记录未载有以下各方的提案，亦未载有“本年无提案”：{ $from }
every-item-parked = 各项均已移出本年清单，留待日后
redraft-awaited = 第 { $item } 项尚待{ $from }协调修改后再征求意见
carried-over = { $matter }第 { $item } 项结转本年，尚待列入
list-adopted = { $by }于{ $day }确认清单（{ $form }；核对码 { $text }）
list-adopted-by-some = { $by }已确认清单（{ $form }；核对码 { $text }），尚未见：{ $from }；文本未要求另行确认
adoption-reported = 公开资料载有清单的确认（{ $day }，{ $form }；核对码 { $text }），仅作记录
paper-reported = { $by }转记{ $about }的书面：{ $paper }；对{ $about }无约束力
item-agreed = 第 { $item } 项（{ $day }征求意见，核对码 { $text }）：已达成一致
item-not-yet-agreed = 第 { $item } 项（{ $day }征求意见，核对码 { $text }）：尚未达成一致
item-parked = 第 { $item } 项（{ $day }征求意见，核对码 { $text }）：已移出本年清单，留待日后
item-closed = 年度总结：{ $closing }（{ $day }）
