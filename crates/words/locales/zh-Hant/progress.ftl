# 共同推動落實
progress-awaited = 尚待匯報進展：{ $items }
progress-on-record = 已匯報進展：{ $items }
progress-reported = { $by }匯報：{ $stage }（{ $day }）
items-closed = 已作年度總結：{ $items }
progress-no-day = 文本未定匯報時限
progress = 我的工作
progress-said = 正在落實的事項，附{ $party }上次匯報的進展；匯報時已填入上次的文字。
progress-none = 目前沒有正在落實的事項。
progress-last = 上次匯報
progress-report = 匯報進展
