# generated from zh-Hant by `cargo xtask locales`
# 各方标记
mark-label = 各方
mark-said = { $words }（{ $day }）
mark-awaited = 尚待复函
mark-awaited-by = 尚待复函（期限{ $due }）
mark-awaited-provisional = 尚待复函（期限{ $due }，按预计工作日推算）
mark-circulated = 发出此文本
mark-signed = 已签署
mark-accepted = 同意召集
mark-unclear = { $opinion }，未说明是否即为同意
mark-legend-given = 已同意同一份文本
mark-legend-awaited = 尚待复函
mark-legend-withheld = 另提修改、保留或不同意
mark-adopted = 确认清单
mark-called = 召集会议
mark-approved = 同意此文本
mark-own-wording = 另拟行文
mark-withdrawn = 撤回签署
mark-committed = 确认收齐签署
