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
