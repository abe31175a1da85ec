# generated from zh-Hant by `cargo xtask locales`
# 密级
marking = 密级
marking-none = — 没有标示
marking-public = 公开
marking-internal = 内部
marking-restricted = 限阅
marking-confidential = 秘密（港：机密）
marking-secret = 机密（港：高度机密）
marking-top-secret = 绝密（港：绝对机密）
marking-above = 此密级高于本节点可载的上限，内容不得存入或发出，文件亦未保存。请另件处理：只记文号、日期和单位。
marking-of-scan = 请说明文件的密级，然后再选一次文件。
marking-not-public = 密级高于“公开”的内容不可供公众阅览：请改选阅读者，或改选密级。
marking-at-head = 开首似有密级标示，高于本节点可载的上限。这是该文件的密级吗？如是，请另件处理；如不是，请在下方剔选。
marking-unmarked = 不是密级标示，可以发出
