# 答覆資料
reply-pack = 公開資料答覆稿
reply-pack-said = 供答覆議員和傳媒之用：只有已公開的文本，以所選日期為準。
reply-pack-day = 截至
reply-pack-show = 顯示
reply-pack-files = 下載
reply-pack-none = 截至當日，本記錄未載有已公開的文本。
reply-pack-as-of = 截至{ $day }
reply-pack-item = { $by }：{ $done }（{ $day }）
reply-pack-until = ，至{ $until }止
reply-pack-note = 本稿只載已公開的內容；文本以原文為準。
reply-pack-withheld = 僅在一種理解下公布：不供答覆之用
