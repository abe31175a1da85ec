# generated from zh-Hant by `cargo xtask locales`
# 日常工作机制
mechanism-established = { $by }就同一份文本声明建立，于{ $day }建立
mechanism-not-on-record = 尚待声明建立：{ $from }
mechanism-awaited = 就文本（核对码 { $text }），{ $by }已声明建立，尚待：{ $from }
mechanism-meetings = 已记录会议 { $count } 次
mechanism-met = 会议：{ $day }
daily-mechanism = 日常工作机制
daily-mechanism-said = 成员由协议文本指明；协议未定其规程与会期，以下均由成员自行订定。
daily-mechanism-rules = 工作规程
daily-mechanism-on-text = 以下各方就同一文本（核对码 { $text }）声明设立：{ $by }
daily-mechanism-declared = 已就此文本声明设立
daily-mechanism-meetings = 工作会议
daily-mechanism-no-meeting = 本记录未载有工作会议。
daily-mechanism-rooms-said = 成员之间两方或三方的函件。
daily-mechanism-contacts = 联络表
daily-mechanism-contacts-said = 只列单位与职位，不列个人。联络单位取自记录；其余为本方登记，不会交予他方。
contact-party = 一方
contact-office = 单位
contact-post = 职位
contact-post-hint = 职位名称，不填姓名。
contact-reach = 电话或电子邮件
contact-none = —
contact-note = 登记职位
contact-keep = 登记
contact-strike = 删去
