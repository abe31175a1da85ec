# 記錄現況
held-where = 記錄現況
held-recorded = 已記錄 { $count } 項
held-received = 已收悉 { $count } 項
held-by-all = 各方已存 { $count } 項
