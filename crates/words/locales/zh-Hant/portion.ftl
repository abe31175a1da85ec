portion-label = 清單各部分
portion-said = 第 { $from } 至 { $until }，共 { $count }
portion-before = 上一部分
portion-after = 下一部分
portion-more = 另有 { $count } 項
