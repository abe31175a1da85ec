# 聯絡：聯絡單位與來往函件
office-named = { $by }的聯絡單位：{ $office }（文本所載）
office-designated = { $by }於{ $day }指定現行聯絡單位：{ $name }
office-not-on-record = 本記錄未載有以下各方的聯絡單位：{ $from }
receipt-awaited = 尚待收悉：{ $from }
liaison-reply-awaited = 尚待覆函：{ $from }
liaison-reply-awaited-by = 尚待覆函：{ $from }（期限{ $due }）
received-by-all = 以下各方均已收悉（{ $day }）：{ $by }
replied-by-all = 以下各方均已覆函（{ $day }）：{ $by }
