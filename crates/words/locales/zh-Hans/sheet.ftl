# generated from zh-Hant by `cargo xtask locales`
# 电子表格
sheet-xlsx = 下载 Excel
sheet-csv = 下载 CSV
sheet-area = 领域
sheet-proposed-by = 提出方
sheet-progress-of = { $body }进展
units-lead = 牵头单位
units-taking-part = 配合单位
upload-file = 文件（.xlsx 或 UTF-8 的 .csv）
upload-paste = 或在此贴上表格
upload-read = 下一步：预览
upload-row = 行
upload-place = 位置
upload-problem = 问题
upload-problems = 未能汇报的各行
upload-unread = 只读第一张工作表；未读：{ $sheets }
unreadable-empty = 文件没有内容，亦没有贴上文字。
unreadable-too-large = 文件太大：最多 4 MB、2,000 行、64 栏；解压后亦须在限度之内。请分开提交。
unreadable-old-workbook = 这是旧式 .xls 活页簿（改了档名亦然）。请在 Excel 另存为 .xlsx。
unreadable-encrypted = 文件有密码保护。请解除密码后再提交。
unreadable-no-table = 这不是表格，也不是纯文字。请提交 .xlsx、.csv，或贴上文字。
unreadable-broken = 文件已损坏或不完整，未能读取。
unreadable-encoding = 文字编码不是 UTF-8（可能是 GBK 或 Big5）。请另存为“CSV UTF-8”，或直接提交 .xlsx。
