# 共同推動落實
progress-awaited = 尚待匯報進展：第 { $items } 項
progress-on-record = 已匯報進展：第 { $items } 項
progress-reported = { $by }匯報：{ $stage }（{ $day }）
items-closed = 已作年度總結：第 { $items } 項
progress-no-day = 文本未定匯報時限
