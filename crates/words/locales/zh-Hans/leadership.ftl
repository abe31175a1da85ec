# generated from zh-Hant by `cargo xtask locales`
# 领导一览
leadership-way = 领导一览（一页）
leadership-heading = 领导一览
leadership-meeting = 下次会议
leadership-none-called = 本记录未载有已召集而尚未举行的会议。
leadership-undertakings = { $matter }：议定跟进
leadership-no-undertakings = 本记录未载有该次会议的跟进事项。
leadership-area = 领域
leadership-items = 项数
leadership-agreed = 已一致
leadership-reported = 已汇报
leadership-done = 已完成
leadership-carried-over = 结转
leadership-all = 合计
leadership-needed = 待办与依据
leadership-print = 列印为一页 A4。
