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
