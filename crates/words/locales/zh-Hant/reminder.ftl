# 提示
reminder = 提示：
reminder-said = { $said }（{ $due }前）
reminders = 成批提示
reminders-said = 選擇本方尚待匯報的事項，寫一段文字和日期；各單位在「我的工作」看到。協議文本未定匯報時限，日期由本方自定。
reminders-given = 已提示 { $count } 項。
reminders-days = 顯示今後多少天內到期及未定日期者
reminders-choose = 選擇
reminders-text = 提示內容
reminders-usual = 請匯報本事項的進展。
reminders-due = 請於此日前匯報
reminders-send = 發出提示
reminders-no-unit = 未註明單位
reminders-no-day = 未定
reminders-nothing-chosen = 請選擇最少一項。
reminders-day-is-over = 日期已過。
reminders-past = 已發提示
reminders-was = { $day } · { $unit } · { $item } · { $said }（{ $due }前）
