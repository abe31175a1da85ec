# generated from zh-Hant by `cargo xtask locales`
# 电子邮件
mail = 电子邮件
mail-said = 本节点就两类事情向本方人员发出电子邮件：发给其单位的提示，以及临近的期限。电子邮件只写明何事、期限及页面网址，不载事项、意见或函件的内容。电子邮件清单只存于本节点。
mail-on = 电子邮件经 { $server } 以 { $from } 名义发出。
mail-off = 现时不发电子邮件：node.toml 未设 [mail]。提示仍在“我的工作”显示。
mail-rules = { $days ->
    [0] 联络人员及负责人于期限当日获电子邮件通知，每日最多一封；获提示单位的人员即时获通知。
   *[other] 期限前 { $days } 天内，联络人员及负责人获电子邮件通知，每日最多一封；获提示单位的人员即时获通知。
}
mail-waiting = 待发
mail-given-up = 已放弃
mail-sent = 已发出
mail-none = 没有。
mail-to = 收件人
mail-subject = 主题
mail-queued = 列入时间
mail-waits = { $when }起发出。
mail-tried = 已尝试 { $count } 次。
mail-tries-again = 下次尝试：{ $when }。
mail-is-sending = 正交予服务器。
mail-was-sent = 服务器已于{ $when }接收。
mail-was-given-up = 于{ $when }放弃。
mail-server-said = 服务器回复：{ $said }
mail-why-stopped = 交予服务器时节点停止运作，现以同一邮件编号再发；如重复收到，可凭编号辨认。
mail-why-not-reached = 未能连接电子邮件服务器
mail-why-not-made = 未能制成电子邮件
mail-why-no-address = 该人员没有电子邮件地址，或帐户已停用。
mail-again = 再试
mail-reached = 人员电子邮件地址
mail-address = 电子邮件地址
mail-address-hint = 只填一个地址。留空即不收电子邮件。
mail-no-such-address = 这不是一个电子邮件地址。
mail-no-address = 没有
mail-language = 电子邮件语言
mail-language-as-it-is = 不变
mail-change = 更改地址
mail-set = 储存
mail-own = 发给我的电子邮件

# 电子邮件内容
mail-subject-reminders = { $brand }：{ $count ->
    [1] 提示，期限{ $date }
   *[other] { $count } 项提示，最早期限{ $date }
}
mail-subject-deadlines = { $brand }：{ $count ->
    [1] 期限{ $date }
   *[other] { $count } 项期限，最早{ $date }
}
mail-lead-reminders = { $party }联络单位提示贵单位办理下列事项：
mail-lead-deadlines = 截至{ $date }，下列事项尚待{ $party }办理，期限临近：
mail-due = 期限：{ $date }
mail-foot = 此电子邮件由{ $party }的节点发出，请勿回复。电子邮件不载记录内容，详情请登入查阅。
    更改电子邮件地址或语言：{ $address }

# 期限
deadline-step = { $act }：{ $matter }
deadline-provisional = 暂定：该年工作日历未公布。
