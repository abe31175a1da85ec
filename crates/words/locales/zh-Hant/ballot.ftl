# 同一份文本的簽署
signature-awaited = 尚待簽署：{ $from }
signatures-held = 已簽署：{ $by }
signatures-missing-at-expiry = 至簽署期限，本記錄未載有以下各方的簽署：{ $from }
signature-withdrawn = { $by }撤回簽署，此文本不再進行
ballot-ended-with-epoch = 記錄已進入新的期次，此前未經各方確認收齊，不再進行
commitment-awaited = 尚待確認收齊各方簽署：{ $from }
commitments-missing-at-expiry = 期限已過，本記錄未載有以下各方的確認：{ $from }
commitment-untimely = { $by }的確認未能於{ $expiry }前為他方所存
commitment-in-nobodys-evidence = { $by }的確認已記錄，尚未有足夠的他方存證（期限{ $expiry }）
committed-by-all = 各方於{ $day }就同一份文本確認
# 修正、展期的網頁
ballot-proposed = { $by }於{ $day }提出
ballot-draft = 文本
ballot-check-code = 核對碼
ballot-no-end = 文本未定期限
ballot-until = 各方須於{ $until }或之前確認收齊簽署
ballot-withdraw-until = 可撤回，直至己方節點確認收齊各方簽署為止。
ballot-delay-hours = 收齊各方簽署後，{ $party }的節點待 { $hours } 小時，即自動確認。
ballot-delay-minutes = 收齊各方簽署後，{ $party }的節點待 { $minutes } 分鐘，即自動確認。
ballot-bases-on-agreement = 以簽署文本為據；原文不在本記錄，故不作逐字比較。
ballot-bases-on = 以此文本為據：
ballot-longer = 展期後的有效期
ballot-years = 展期 { $years } 年
ballot-last-day-now = 現時最後一日
ballot-last-day-then = 展期後最後一日
ballot-counts = 已計入
ballot-too-late = 有效期已滿；按此讀法，不得展期
