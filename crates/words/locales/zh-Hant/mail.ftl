# 電郵
mail = 電郵
mail-said = 本節點就兩類事情向本方人員發出電郵：發給其單位的提示，以及臨近的期限。電郵只寫明何事、期限及頁面網址，不載事項、意見或函件的內容。電郵清單只存於本節點。
mail-on = 電郵經 { $server } 以 { $from } 名義發出。
mail-off = 現時不發電郵：node.toml 未設 [mail]。提示仍在「我的工作」顯示。
mail-rules = { $days ->
    [0] 聯絡人員及負責人於期限當日獲電郵通知，每日最多一封；獲提示單位的人員即時獲通知。
   *[other] 期限前 { $days } 天內，聯絡人員及負責人獲電郵通知，每日最多一封；獲提示單位的人員即時獲通知。
}
mail-waiting = 待發
mail-given-up = 已放棄
mail-sent = 已發出
mail-none = 沒有。
mail-to = 收件人
mail-subject = 主旨
mail-queued = 列入時間
mail-waits = { $when }起發出。
mail-tried = 已嘗試 { $count } 次。
mail-tries-again = 下次嘗試：{ $when }。
mail-is-sending = 正交予伺服器。
mail-was-sent = 伺服器已於{ $when }接收。
mail-was-given-up = 於{ $when }放棄。
mail-server-said = 伺服器回覆：{ $said }
mail-why-stopped = 交予伺服器時節點停止運作，現以同一郵件編號再發；如重複收到，可憑編號辨認。
mail-why-not-reached = 未能連接電郵伺服器
mail-why-not-made = 未能製成電郵
mail-why-no-address = 該人員沒有電郵地址，或帳戶已停用。
mail-again = 再試
mail-reached = 人員電郵地址
mail-address = 電郵地址
mail-address-hint = 只填一個地址。留空即不收電郵。
mail-no-such-address = 這不是一個電郵地址。
mail-no-address = 沒有
mail-language = 電郵語言
mail-language-as-it-is = 不變
mail-change = 更改地址
mail-set = 儲存
mail-own = 發給我的電郵

# 電郵內容
mail-subject-reminders = { $brand }：{ $count ->
    [1] 提示，期限{ $date }
   *[other] { $count } 項提示，最早期限{ $date }
}
mail-subject-deadlines = { $brand }：{ $count ->
    [1] 期限{ $date }
   *[other] { $count } 項期限，最早{ $date }
}
mail-lead-reminders = { $party }聯絡單位提示貴單位辦理下列事項：
mail-lead-deadlines = 截至{ $date }，下列事項尚待{ $party }辦理，期限臨近：
mail-due = 期限：{ $date }
mail-foot = 此電郵由{ $party }的節點發出，請勿回覆。電郵不載記錄內容，詳情請登入查閱。
    更改電郵地址或語言：{ $address }

# 期限
deadline-step = { $act }：{ $matter }
deadline-provisional = 暫定：該年工作日曆未公布。
