# 年度重點工作
list-settled = { $by }就{ $items }的同一份文本達成一致（{ $day }）
proposals-awaited = 尚待提出年度重點工作：{ $from }
circulation-awaited = 已提出 { $proposals } 項，尚待{ $from }徵求意見
nobody-proposes = 各方本年均無提案
no-proposal-filed = 本年無提案：{ $by }
no-proposal-on-record = 本記錄未載有以下各方的提案，亦未載有「本年無提案」：{ $from }
every-item-parked = 各項均已移出本年清單，留待日後
redraft-awaited = 第 { $item } 項尚待{ $from }協調修改後再徵求意見
carried-over = { $matter }第 { $item } 項結轉本年，尚待列入
list-adopted = { $by }於{ $day }確認清單（{ $form }；核對碼 { $text }）
list-adopted-by-some = { $by }已確認清單（{ $form }；核對碼 { $text }），尚未見：{ $from }；文本未要求另行確認
adoption-reported = 公開資料載有清單的確認（{ $day }，{ $form }；核對碼 { $text }），僅作記錄
paper-reported = { $by }轉記{ $about }的書面：{ $paper }；對{ $about }無約束力
item-agreed = 第 { $item } 項（{ $day }徵求意見，核對碼 { $text }）：已達成一致
item-not-yet-agreed = 第 { $item } 項（{ $day }徵求意見，核對碼 { $text }）：尚未達成一致
item-parked = 第 { $item } 項（{ $day }徵求意見，核對碼 { $text }）：已移出本年清單，留待日後
item-closed = 年度總結：{ $closing }（{ $day }）
