# generated from zh-Hant by `cargo xtask locales`
# 答复资料
reply-pack = 公开资料答复稿
reply-pack-said = 供答复议员和传媒之用：只有已公开的文本，以所选日期为准。
reply-pack-day = 截至
reply-pack-show = 显示
reply-pack-files = 下载
reply-pack-none = 截至当日，本记录未载有已公开的文本。
reply-pack-as-of = 截至{ $day }
reply-pack-item = { $by }：{ $done }（{ $day }）
reply-pack-until = ，至{ $until }止
reply-pack-note = 本稿只载已公开的内容；文本以原文为准。
reply-pack-withheld = 仅在一种理解下公布：不供答复之用
