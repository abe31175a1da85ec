# generated from zh-Hant by `cargo xtask locales`
# 日历文件
calendar-file-sample = ［样本］{ $said }
calendar-file-due = 期限：{ $what }（{ $whose }）
calendar-file-way = 期限日历文件（ics）
