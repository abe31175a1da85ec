# 為閱讀而轉換的字體
script-written-traditional = 原文為繁體
script-written-simplified = 原文為簡體
script-shown-simplified = 本頁有文本原以繁體書寫，現以簡體顯示，僅為方便閱讀；原文一字未改。
script-shown-traditional = 本頁有文本原以簡體書寫，現以繁體顯示，僅為方便閱讀；原文一字未改。
script-as-written = 本頁文本按原文字體顯示。
script-show-as-written = 按原文顯示
script-show-simplified = 以簡體顯示
script-show-traditional = 以繁體顯示
