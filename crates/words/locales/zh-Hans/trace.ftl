# generated from zh-Hant by `cargo xtask locales`
# 追溯
trace = 追溯
trace-said = 由条文至范畴、每年工作、决定、汇报与公布，亦可由工作追溯至条文。只列记录所载。
trace-plan = 条文所指的规划
trace-commitments = 此范畴的承诺
trace-decision = 决定
trace-returns = 汇报
trace-published = 公布
trace-not-published = 未公布
trace-no-work = 本记录未载有此范畴的年度工作。
trace-without-work = { $year } 年未有工作的条文
trace-each-has-work = 每一范畴均有工作。
trace-without-provision = { $year } 年未指明范畴的工作
trace-each-has-provision = 没有。
trace-objectives = { $year } 年未有工作的目标
trace-objectives-unknown = 不能回答：工作只指明范畴，记录没有说明服务于哪一目标。
trace-year = 年度
trace-item = 事项
