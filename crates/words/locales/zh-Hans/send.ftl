# generated from zh-Hant by `cargo xtask locales`
# 送出
send-said = { $party }的行为。下一步会再列出全文及收件范围，然后才送出。
send-review = 下一步：核对
send-check = 请核对。送出后即为{ $party }的行为，不能收回。
send-now = 送出
send-for-good = 不能收回
send-change = 返回修改
send-text = 文本
send-texts = 附送文本
send-remarks = 意见或理由
send-on-record = 所针对的文本
send-audience = 谁可阅读文本
send-readers = 收件范围
send-read-by-parties = 行为本身：协议各方均可见。
send-texts-read-by = 文本：{ $audience }。
audience-own-side = 只限本方
audience-all-parties = 协议各方
audience-public = 公众
send-paper = 形式
send-paper-said = 以书面签署，扫描本由本方存档
send-occurred = 作出日期
send-occurred-hint = 如非今天
send-numbers-hint = 例如：1、2、3
send-acts = 可在此送出
form-not-understood = 未能识别所填内容。
send-item = 第 { $item } 项
