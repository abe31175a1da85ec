# 簽署
sign-act-said = 以下行為須由{ $party }有權簽署的職位簽署。下一步先列出陳述，再選擇簽署方式。
sign-act-no-post = 記錄中尚無可簽署的職位。請由本方根密鑰登記（counterpart empower）。
sign-act-post = 簽署職位
sign-act-prepare = 下一步：製作陳述
sign-act-id = 所簽署者
sign-act-id-said = 各方所簽署的是此碼；各種簽署方式效力相同。
sign-act-by-passkey = 以通行密鑰簽署
sign-act-by-passkey-said = 密鑰須已以該職位的名義載入記錄。
sign-act-passkey = 以通行密鑰簽署並送出
sign-act-passkey-failed = 未能以此通行密鑰簽署。
sign-act-by-file = 以密鑰檔案簽署
sign-act-by-file-said = 下載陳述，在存有密鑰的電腦上簽署，再上載已簽署的檔案。
sign-act-file = 下載陳述
sign-act-signed = 已簽署的檔案
sign-act-lay = 送出已簽署的檔案
sign-act-no-file = 此檔案不是已簽署的行為。
account-passkey-public = 載入記錄用的公開密鑰
