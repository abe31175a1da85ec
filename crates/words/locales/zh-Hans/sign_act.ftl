# generated from zh-Hant by `cargo xtask locales`
# 签署
sign-act-said = 以下行为须由{ $party }有权签署的职位签署。下一步先列出陈述，再选择签署方式。
sign-act-no-post = 记录中尚无可签署的职位。请由本方根密钥登记（counterpart empower）。
sign-act-post = 签署职位
sign-act-prepare = 下一步：制作陈述
sign-act-id = 所签署者
sign-act-id-said = 各方所签署的是此码；各种签署方式效力相同。
sign-act-by-passkey = 以通行密钥签署
sign-act-by-passkey-said = 密钥须已以该职位的名义载入记录。
sign-act-passkey = 以通行密钥签署并送出
sign-act-passkey-failed = 未能以此通行密钥签署。
sign-act-by-file = 以密钥文件签署
sign-act-by-file-said = 下载陈述，在存有密钥的电脑上签署，再上载已签署的文件。
sign-act-file = 下载陈述
sign-act-signed = 已签署的文件
sign-act-lay = 送出已签署的文件
sign-act-no-file = 此文件不是已签署的行为。
account-passkey-public = 载入记录用的公开密钥
sign-act-paper = 已签署函件的扫描本
sign-act-paper-hint = 仅于有关职位已在纸本上亲笔签署时上载（PDF、JPEG、PNG 或 TIFF），并由获主要负责人书面授权的职位签署记录：{ $posts }。效力与其他签署方式相同。
sign-act-paper-readers = 扫描本供何人查阅
sign-act-paper-day = 函件签署日期
sign-act-on-paper = 现记录纸本签署。以下由保管人签署，其签署与扫描本并存。
