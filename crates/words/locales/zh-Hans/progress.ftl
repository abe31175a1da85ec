# generated from zh-Hant by `cargo xtask locales`
# 共同推动落实
progress-awaited = 尚待汇报进展：{ $items }
progress-on-record = 已汇报进展：{ $items }
progress-reported = { $by }汇报：{ $stage }（{ $day }）
items-closed = 已作年度总结：{ $items }
progress-no-day = 文本未定汇报时限
progress = 我的工作
progress-said = 正在落实的事项，附{ $party }上次汇报的进展；汇报时已填入上次的文字。
progress-none = 目前没有正在落实的事项。
progress-last = 上次汇报
progress-report = 汇报进展
