# generated from zh-Hant by `cargo xtask locales`
# 联络：联络单位与来往函件
office-named = { $by }的联络单位：{ $office }（文本所载）
office-designated = { $by }于{ $day }指定现行联络单位：{ $name }
office-not-on-record = 本记录未载有以下各方的联络单位：{ $from }
receipt-awaited = 尚待收悉：{ $from }
liaison-reply-awaited = 尚待复函：{ $from }
liaison-reply-awaited-by = 尚待复函：{ $from }（期限{ $due }）
received-by-all = 以下各方均已收悉（{ $day }）：{ $by }
replied-by-all = 以下各方均已复函（{ $day }）：{ $by }
