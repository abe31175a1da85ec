# generated from zh-Hant by `cargo xtask locales`
# 征求意见
opinion-awaited = 尚待复函：{ $from }（{ $items }，期限{ $due }）
opinion-awaited-provisional = 尚待复函：{ $from }（{ $items }，期限{ $due }，按预计工作日推算）
opinion-awaited-no-day = 尚待复函：{ $from }（{ $items }，未定期限）
silence-is-not-consent = 未复函者不视为同意
agrees-with-changes = { $by }：原则同意，另提修改意见（{ $items }）
reserves = { $by }：保留（{ $items }）
disagrees = { $by }：不同意（{ $items }）
no-comment-unclear = { $by }：无意见（{ $items }）；复函未说明是否即为同意，须再询问
departments-statement-awaited = 尚待{ $from }说明有关部门的意见（{ $items }）
departments-not-yet-agreed = { $from }说明：已征求有关部门意见，{ $items }尚未达成一致
departments-answer-not-stated = { $from }说明：已征求有关部门意见；是否同意（{ $items }）未作说明
departments-stated = 已说明有关部门的意见：{ $statement }（{ $day }）
opinion-given = { $by }：{ $opinion }（{ $day }）
opinion-given-on-paper = { $by }：{ $opinion }（{ $day }，书面复函）
opinion-on-earlier-text = 就先前文本，{ $by }曾答：{ $opinion }（{ $day }）
letter-says-consent = 复函说明：无意见即为同意
