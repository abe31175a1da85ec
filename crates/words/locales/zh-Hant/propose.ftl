# 提案與歸併
propose = 提案與歸併
propose-said = 各方提案保留提出方；{ $convener }可選取數項合為一項，徵求意見後文本即定。
propose-none = 本年無提案（{ $day }）
propose-not-on-record = 本記錄未載有提案，亦未載有「本年無提案」
propose-choose = 選取
propose-join = 合併所選提案
propose-joined = 合併所選提案
propose-joined-said = 各提案的文字依次列出，請修改成一項。送出前仍會再列出全文。
propose-like = 與 { $place } 相近
propose-carried-over = 上年結轉
propose-taken-up = 已有提案續辦
propose-go-on = 提出續辦
propose-areas = 對應條文
propose-count = { $count } 項提案
