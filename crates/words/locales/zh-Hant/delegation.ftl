# 我方代表團
delegation-way = 我方代表團
delegation-of = { $party }代表團：{ $matter }
delegation-said = 我方內部名單，僅存於本節點，不入記錄；記錄只載哪些方面出席。
delegation-none = 尚未列出人員。
delegation-add = 加入人員
delegation-enter = 加入
delegation-post = 職位
delegation-name = 姓名
delegation-remove = 移除 { $name }
delegation-strike = 移除
