# 各方標記
mark-label = 各方
mark-said = { $words }（{ $day }）
mark-awaited = 尚待覆函
mark-awaited-by = 尚待覆函（期限{ $due }）
mark-awaited-provisional = 尚待覆函（期限{ $due }，按預計工作日推算）
mark-circulated = 發出此文本
mark-signed = 已簽署
mark-accepted = 同意召集
mark-unclear = { $opinion }，未說明是否即為同意
mark-legend-given = 已同意同一份文本
mark-legend-awaited = 尚待覆函
mark-legend-withheld = 另提修改、保留或不同意
mark-adopted = 確認清單
