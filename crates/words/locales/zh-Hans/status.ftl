# generated from zh-Hant by `cargo xtask locales`
# 结论：闭合的词表
status-not-yet = 尚未
status-in-force = 有效
status-ended = 有效期已满
status-suspended = 中止实施
status-superseded = 已由其他文书取代
status-terminated = 已终止
status-open = 期内，尚未完成
status-due-soon = 将到期
status-met = 已完成
status-met-late = 已完成（逾期）
status-overdue = 已过时限
status-missed = 期间已过，本记录未载有
status-yes = 是
status-no = 否
status-cannot-tell = 本记录不足以判断
status-recorded = 已有记录（不作评断）
