# generated from zh-Hant by `cargo xtask locales`
# 以电子表格汇报进展
batch = 以电子表格汇报
batch-said = 下载“我的工作”，在最后两栏填写新情况和新内容，然后在此提交。先作预览，确认后才送出；未填的行不变。
batch-item = 事项编号
batch-title = 事项
batch-last-stage = 上次情况
batch-last-text = 上次内容
batch-new-stage = 新情况
batch-new-text = 新内容
batch-reports = 将汇报 { $count } 项
batch-file = 送出 { $count } 项汇报
batch-unchanged = { $count } 行没有改动，不会汇报。
batch-no-rows = 找不到事项编号。请用从“我的工作”下载的表格填写，不要改动栏位次序。
batch-unknown-item = 没有正在落实的事项“{ $said }”。
batch-twice = “{ $said }”在表格中重复出现；只取第一行。
batch-unknown-stage = 未能识别“{ $said }”；请用：未开展、推进中、受阻、完成。
batch-no-stage = 首次汇报须填写新情况。
batch-too-long = 内容有 { $said } 字；最多 { $most } 字。
batch-beyond = 最后一栏之后还有内容；请勿加插栏位。
batch-changed-title = 事项文字与记录不同：可能已重新征求意见，或表格被改动。请重新下载。
batch-other-unit = 这是其他单位的事项：{ $said }。
batch-filed = 已送出
batch-by-hand = 未能送出；请逐项汇报
