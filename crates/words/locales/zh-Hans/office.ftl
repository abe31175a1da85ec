# generated from zh-Hant by `cargo xtask locales`
# 登入
sign-in = 登入
sign-in-at = 登入{ $party }的节点
sign-in-name = 登入名称
sign-in-password = 密码
sign-in-passkey = 以通行密钥登入
sign-in-provider = 经{ $name }登入
sign-in-said = 此节点只供本方人员使用。连续三十分钟没有使用，登入即告结束；最长十二小时。
sign-in-wrong = 登入名称或密码不正确。
sign-in-paused = 此名称的登入尝试过多。请于十五分钟后再试，或请系统管理员重设密码。
sign-in-ended = 登入已结束。所填内容已保留，请再次登入后继续。
sign-in-failed-passkey = 此通行密钥未能登入。请改用密码，或重试。
sign-in-failed-provider = 身份提供者未能确认阁下是本节点的人员。
sign-out = 登出
way-password = 密码
way-passkey = 通行密钥
way-provider = 身份提供者

# 角色
role-liaison-officer = 联络人员
role-department-officer = 部门人员
role-leader = 负责人（可签署）
role-administrator = 系统管理员
role-auditor = 审计人员
seat = { $role }，{ $place }
seat-acting = （署任，代{ $name }）
needs = 阁下的职务未包括此事项
needs-role = 此事项由{ $role }办理。

# 帐户
account = 我的帐户
account-seats = 今天的职务
account-no-seat = 今天没有职务。请与系统管理员联络。
account-sessions = 登入中的装置
account-way = 登入方式
account-agent = 浏览器
account-begun = 开始
account-seen = 最近使用
account-here = （本装置）
account-end-session = 结束
account-passkeys = 通行密钥
account-passkeys-said = 通行密钥存于阁下的装置，以指纹、面容或装置密码确认；其秘密不会传到这里。
account-passkey-name = 名称
account-made = 登记日期
account-used = 最近使用
account-never = 从未
account-add-passkey = 登记通行密钥
account-passkey-failed = 未能登记此通行密钥。
account-remove-passkey = 移除
account-password = 更改密码
account-old-password = 现时的密码
account-new-password = 新密码
account-password-hint = 最少十二个字元，不可包含登入名称。可用一句话。
account-set-password = 设定密码
account-wrong-password = 密码不正确。

# 表格
form-optional = （可留空）
form-faulty = 尚未送出：请看下面标明的栏位。
form-missing = 请填写。
form-too-long = 太长。
form-no-day = 请填日期，例如 2018-03-01。
form-file-lost = 转换语言时文件未能保留，请重新选取。

# 人员
office = 人员
office-said = 本方节点的人员、职务及署任安排。此等资料不属协议记录，不会送交其他各方。
office-name = 姓名
office-sessions = 登入中
office-closed = 已停用
office-close = 停用
office-not-oneself = 不可停用自己的帐户。
office-appointments = 职务
office-seat = 职务
office-time = 期间
office-from-until = { $from }至{ $until }
office-open-end = 未定
office-to-come = 未开始
office-holds = 现任
office-over = 已结束
office-end = 设为最后一日
office-none = 尚无。
office-new-officer = 新增人员
office-appoint = 新增职务
office-password = 重设密码
office-sign-in-hint = 小写英文字母、数字及 . - _ @
office-taken = 此登入名称已有人使用。
office-language = 通讯语言
office-role = 角色
office-office = 单位
office-post = 职位
office-first-day = 首日
office-last-day = 最后一日
office-ends-before = 最后一日早于首日。
office-acting-for = 署任（代）
office-acting-for-nobody = 不是署任
office-acting-hint = 署任须填最后一日。
office-acting-other = 只可代同一角色的人员，且对方本身并非署任。

# 使用记录
audit = 使用记录
audit-said = 谁于何时登入、送出何事。只存于本节点，最新者在前。
audit-at = 时间
audit-about = 关于
deed-signed-in = 登入
deed-failed = 登入失败
deed-signed-out = 登出
deed-changed-key = 更改密码或密钥
deed-kept-officers = 更改人员资料
deed-sent = 送出
deed-kept-mail = 更改电子邮件资料
account-tokens = 程序用令牌
account-tokens-said = 程序持令牌代你查阅或发送，权限不超过你本人（见 /api/v1/openapi.json）；到期或经你移除即告失效。
account-token-name = 程序名称
account-token-scope = 权限
account-token-until = 到期
account-new-token = 请即抄存，此后不再显示：
account-token-read = 查阅
account-token-act = 查阅及发送
account-token-days = 有效日数
account-make-token = 建立令牌
account-token-days-hint = 请填 1 至 366 日。
