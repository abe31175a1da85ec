# generated from zh-Hant by `cargo xtask locales`
# 扫描件
scan = 扫描件
scan-hint = PDF、JPEG、PNG 或 TIFF，不超过 { $most } MB。文件名称不会记录。
scan-there = 已附扫描件（核对码 { $digest }）；另选文件即取代之。
scan-drop = 不附此扫描件
scan-size = { $kilobytes } KB
scan-file = 扫描件（{ $kind }，{ $size }）
scan-checked = { $kind }，{ $size }，核对码 { $digest }
scan-too-large = 文件太大，未有附上。请缩小后再选。
scan-no-kind = 这不是 PDF、JPEG、PNG 或 TIFF 文件，未有附上。
scan-gone = 扫描件已不在此处，请再选一次。
readers-own-side = { $by }本方
readers-parties = { $by }及{ $to }
