# generated from zh-Hant by `cargo xtask locales`
# 共同推动落实
progress-awaited = 尚待汇报进展：{ $items }
progress-on-record = 已汇报进展：{ $items }
progress-reported = { $by }汇报：{ $stage }（{ $day }）
items-closed = 已作年度总结：{ $items }
progress-no-day = 文本未定汇报时限
