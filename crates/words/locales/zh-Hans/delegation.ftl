# generated from zh-Hant by `cargo xtask locales`
# 我方代表团
delegation-way = 我方代表团
delegation-of = { $party }代表团：{ $matter }
delegation-said = 我方内部名单，仅存于本节点，不入记录；记录只载哪些方面出席。
delegation-none = 尚未列出人员。
delegation-add = 加入人员
delegation-enter = 加入
delegation-post = 职位
delegation-name = 姓名
delegation-remove = 移除 { $name }
delegation-strike = 移除
