# 徵求意見
opinion-awaited = 尚待覆函：{ $from }（第 { $items } 項，期限{ $due }）
opinion-awaited-provisional = 尚待覆函：{ $from }（第 { $items } 項，期限{ $due }，按預計工作日推算）
opinion-awaited-no-day = 尚待覆函：{ $from }（第 { $items } 項，未定期限）
silence-is-not-consent = 未覆函者不視為同意
agrees-with-changes = { $by }：原則同意，另提修改意見（第 { $items } 項）
reserves = { $by }：保留（第 { $items } 項）
disagrees = { $by }：不同意（第 { $items } 項）
no-comment-unclear = { $by }：無意見（第 { $items } 項）；覆函未說明是否即為同意，須再詢問
departments-statement-awaited = 尚待{ $from }說明有關部門的意見（第 { $items } 項）
departments-not-yet-agreed = { $from }說明：已徵求有關部門意見，第 { $items } 項尚未達成一致
departments-answer-not-stated = { $from }說明：已徵求有關部門意見；是否同意（第 { $items } 項）未有說明
departments-stated = 已說明有關部門的意見：{ $statement }（{ $day }）
opinion-given = { $by }：{ $opinion }（{ $day }）
opinion-given-on-paper = { $by }：{ $opinion }（{ $day }，書面覆函）
opinion-on-earlier-text = 就先前文本，{ $by }曾答：{ $opinion }（{ $day }）
letter-says-consent = 覆函說明：無意見即為同意
