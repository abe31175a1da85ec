# 結論：閉合的詞表
status-not-yet = 尚未
status-in-force = 有效
status-ended = 有效期已滿
status-suspended = 中止實施
status-superseded = 已由其他文書取代
status-terminated = 已終止
status-open = 期內，尚未完成
status-due-soon = 將到期
status-met = 已完成
status-met-late = 已完成（逾期）
status-overdue = 已過時限
status-missed = 期間已過，本記錄未載有
status-yes = 是
status-no = 否
status-cannot-tell = 本記錄不足以判斷
status-recorded = 已有記錄（不作評斷）
