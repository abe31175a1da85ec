# 通知退出
withdraws-from = { $by }於{ $notice }通知退出，自{ $day }起不再為締約一方
withdrawn-from = { $by }於{ $notice }通知退出，{ $day }起已非締約一方
