# generated from zh-Hant by `cargo xtask locales`
# 通知退出
withdraws-from = { $by }于{ $notice }通知退出，自{ $day }起不再为缔约一方
withdrawn-from = { $by }于{ $notice }通知退出，{ $day }起已非缔约一方
