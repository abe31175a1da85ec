# 共同推動落實
progress-awaited = 尚待匯報進展：{ $items }
progress-on-record = 已匯報進展：{ $items }
progress-reported = { $by }匯報：{ $stage }（{ $day }）
items-closed = 已作年度總結：{ $items }
progress-no-day = 文本未定匯報時限
