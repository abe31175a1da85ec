# generated from zh-Hant by `cargo xtask locales`
# 提案与归并
propose = 提案与归并
propose-said = 各方提案保留提出方；{ $convener }可选取数项合为一项，征求意见后文本即定。
propose-none = 本年无提案（{ $day }）
propose-not-on-record = 本记录未载有提案，亦未载有“本年无提案”
propose-choose = 选取
propose-join = 合并所选提案
propose-joined = 合并所选提案
propose-joined-said = 各提案的文字依次列出，请修改成一项。送出前仍会再列出全文。
propose-like = 与 { $place } 相近
propose-carried-over = 上年结转
propose-taken-up = 已有提案续办
propose-go-on = 提出续办
propose-areas = 对应条文
propose-count = { $count } 项提案
