# 日曆檔
calendar-file-sample = ［樣本］{ $said }
calendar-file-due = 期限：{ $what }（{ $whose }）
calendar-file-way = 期限日曆檔（ics）
