# 掃描件
scan = 掃描件
scan-hint = PDF、JPEG、PNG 或 TIFF，不超過 { $most } MB。檔案名稱不會記錄。
scan-there = 已附掃描件（核對碼 { $digest }）；另選檔案即取代之。
scan-drop = 不附此掃描件
scan-size = { $kilobytes } KB
scan-file = 掃描件（{ $kind }，{ $size }）
scan-checked = { $kind }，{ $size }，核對碼 { $digest }
scan-too-large = 檔案太大，未有附上。請縮小後再選。
scan-no-kind = 這不是 PDF、JPEG、PNG 或 TIFF 檔案，未有附上。
scan-gone = 掃描件已不在此處，請再選一次。
readers-own-side = { $by }本方
readers-parties = { $by }及{ $to }
