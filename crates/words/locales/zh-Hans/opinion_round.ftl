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
# 征求意见的网页
opinion-round-way = 征求意见对照表
opinion-round-heading = 征求意见：{ $matter }
opinion-round-sub = 由{ $convener }发出文本并协调；只有改动的项目重新征求意见，其余各项的意见照旧有效。
opinion-round-compare = 逐项比较
opinion-round-asked = 征求意见的文本
opinion-round-answered = 意见
opinion-round-treated = 处理
opinion-round-reopened = 第 { $number } 次文本，{ $day }重新征求意见
opinion-round-earlier = 就先前文本：{ $opinion }（{ $day }）
opinion-round-not-stated = 尚待说明
opinion-round-changed = 文本已改动，以{ $text }重新征求意见。
opinion-round-kept = 照此文本达成一致（{ $day }）。
opinion-round-kept-by-parties = 各方就此文本达成一致（{ $day }）；国家有关部门是否亦须同意，取决于如何理解文本。
opinion-round-still-open = 尚未达成一致，由{ $convener }协调。
opinion-round-compare-one = 比较
opinion-round-redraft = 修改第 { $item } 项
