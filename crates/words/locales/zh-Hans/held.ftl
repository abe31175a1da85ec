# generated from zh-Hant by `cargo xtask locales`
# 记录现况
held-where = 记录现况
held-recorded = 已记录 { $count } 项
held-received = 已收悉 { $count } 项
held-by-all = 各方已存 { $count } 项
