# generated from zh-Hant by `cargo xtask locales`
# 交接
handover = 交接
handover-said = { $party }节点上待办、未结、拟稿与职位一览（{ $day }），供接任者使用。不属记录，不会交予他方。
handover-print = 此页可列印。
handover-drafts = 拟稿
handover-pass = 交由此人跟进
handover-holder = 跟进人
handover-posts = 职位与代行
handover-keys = 记录上有签署权的职位
handover-no-keys = 记录上尚无签署职位。
office-succession = 联络单位及其更替（按记录）
office-succession-said = 名称由有关一方自行指定；单位不变，名称可改。
office-held = 本节点所载
office-held-said = 备份以 counterpart backup 在节点上制作；本节点没有记下备份何时曾还原验证，请在交接时另行说明。
office-held-of = { $size } 号记录，其中四方已存 { $held } 号
