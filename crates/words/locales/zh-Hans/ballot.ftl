# generated from zh-Hant by `cargo xtask locales`
# 同一份文本的签署
signature-awaited = 尚待签署：{ $from }
signatures-held = 已签署：{ $by }
signatures-missing-at-expiry = 至签署期限，本记录未载有以下各方的签署：{ $from }
signature-withdrawn = { $by }撤回签署，此文本不再进行
ballot-ended-with-epoch = 记录已进入新的期次，此前未经各方确认收齐，不再进行
commitment-awaited = 尚待确认收齐各方签署：{ $from }
commitments-missing-at-expiry = 期限已过，本记录未载有以下各方的确认：{ $from }
commitment-untimely = { $by }的确认未能于{ $expiry }前为他方所存
commitment-in-nobodys-evidence = { $by }的确认已记录，尚无足够的他方存证（期限{ $expiry }）
committed-by-all = 各方于{ $day }就同一份文本确认
# 修正、展期的网页
ballot-proposed = { $by }于{ $day }提出
ballot-draft = 文本
ballot-check-code = 核对码
ballot-no-end = 文本未定期限
ballot-until = 各方须于{ $until }或之前确认收齐签署
ballot-withdraw-until = 可撤回，直至己方节点确认收齐各方签署为止。
ballot-delay-hours = 收齐各方签署后，{ $party }的节点待 { $hours } 小时，即自动确认。
ballot-delay-minutes = 收齐各方签署后，{ $party }的节点待 { $minutes } 分钟，即自动确认。
ballot-bases-on-agreement = 以签署文本为据；原文不在本记录，故不作逐字比较。
ballot-bases-on-attached = 以签署文本为据，原文已附于本节点。与原文相近的各段逐字对照如下：
ballot-restates-nothing = 以签署文本为据，原文已附于本节点；各段与原文均不相近，故不作逐字比较。
ballot-bases-on = 以此文本为据：
ballot-longer = 展期后的有效期
ballot-years = 展期 { $years } 年
ballot-last-day-now = 现时最后一日
ballot-last-day-then = 展期后最后一日
ballot-counts = 已计入
ballot-too-late = 有效期已满；按此读法，不得展期
ballot-delay-none = 收齐各方签署后，{ $party }的节点即自动确认。
