# 登入
sign-in = 登入
sign-in-at = 登入{ $party }的節點
sign-in-name = 登入名稱
sign-in-password = 密碼
sign-in-passkey = 以通行密鑰登入
sign-in-provider = 經{ $name }登入
sign-in-said = 此節點只供本方人員使用。連續三十分鐘沒有使用，登入即告結束；最長十二小時。
sign-in-wrong = 登入名稱或密碼不正確。
sign-in-paused = 此名稱的登入嘗試過多。請於十五分鐘後再試，或請系統管理員重設密碼。
sign-in-ended = 登入已結束。所填內容已保留，請再次登入後繼續。
sign-in-failed-passkey = 此通行密鑰未能登入。請改用密碼，或重試。
sign-in-failed-provider = 身份提供者未能確認閣下是本節點的人員。
sign-out = 登出
way-password = 密碼
way-passkey = 通行密鑰
way-provider = 身份提供者

# 角色
role-liaison-officer = 聯絡人員
role-department-officer = 部門人員
role-leader = 負責人（可簽署）
role-administrator = 系統管理員
role-auditor = 審計人員
seat = { $role }，{ $place }
seat-acting = （署任，代{ $name }）
needs = 閣下的職務未包括此事項
needs-role = 此事項由{ $role }辦理。

# 帳戶
account = 我的帳戶
account-seats = 今天的職務
account-no-seat = 今天沒有職務。請與系統管理員聯絡。
account-sessions = 登入中的裝置
account-way = 登入方式
account-agent = 瀏覽器
account-begun = 開始
account-seen = 最近使用
account-here = （本裝置）
account-end-session = 結束
account-passkeys = 通行密鑰
account-passkeys-said = 通行密鑰存於閣下的裝置，以指紋、面容或裝置密碼確認；其秘密不會傳到這裏。
account-passkey-name = 名稱
account-made = 登記日期
account-used = 最近使用
account-never = 從未
account-add-passkey = 登記通行密鑰
account-passkey-failed = 未能登記此通行密鑰。
account-remove-passkey = 移除
account-password = 更改密碼
account-old-password = 現時的密碼
account-new-password = 新密碼
account-password-hint = 最少十二個字元，不可包含登入名稱。可用一句話。
account-set-password = 設定密碼
account-wrong-password = 密碼不正確。

# 表格
form-optional = （可留空）
form-faulty = 尚未送出：請看下面標明的欄位。
form-missing = 請填寫。
form-too-long = 太長。
form-no-day = 請填日期，例如 2018-03-01。

# 人員
office = 人員
office-said = 本方節點的人員、職務及署任安排。此等資料不屬協議記錄，不會送交其他各方。
office-name = 姓名
office-sessions = 登入中
office-closed = 已停用
office-close = 停用
office-not-oneself = 不可停用自己的帳戶。
office-appointments = 職務
office-seat = 職務
office-time = 期間
office-from-until = { $from }至{ $until }
office-open-end = 未定
office-to-come = 未開始
office-holds = 現任
office-over = 已結束
office-end = 設為最後一日
office-none = 尚無。
office-new-officer = 新增人員
office-appoint = 新增職務
office-password = 重設密碼
office-sign-in-hint = 小寫英文字母、數字及 . - _ @
office-taken = 此登入名稱已有人使用。
office-language = 通訊語言
office-role = 角色
office-office = 單位
office-post = 職位
office-first-day = 首日
office-last-day = 最後一日
office-ends-before = 最後一日早於首日。
office-acting-for = 署任（代）
office-acting-for-nobody = 不是署任
office-acting-hint = 署任須填最後一日。
office-acting-other = 只可代同一角色的人員，且對方本身並非署任。

# 使用記錄
audit = 使用記錄
audit-said = 誰於何時登入、送出何事。只存於本節點，最新者在前。
audit-at = 時間
audit-about = 關於
deed-signed-in = 登入
deed-failed = 登入失敗
deed-signed-out = 登出
deed-changed-key = 更改密碼或密鑰
deed-kept-officers = 更改人員資料
deed-sent = 送出
