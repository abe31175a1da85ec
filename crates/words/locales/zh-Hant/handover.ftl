# 交接
handover = 交接
handover-said = { $party }節點上待辦、未結、擬稿與職位一覽（{ $day }），供接任者使用。不屬記錄，不會交予他方。
handover-print = 此頁可列印。
handover-drafts = 擬稿
handover-pass = 交由此人跟進
handover-holder = 跟進人
handover-posts = 職位與代行
handover-keys = 記錄上有簽署權的職位
handover-no-keys = 記錄上尚未有簽署職位。
office-succession = 聯絡單位及其更替（按記錄）
office-succession-said = 名稱由有關一方自行指定；單位不變，名稱可改。
office-held = 本節點所載
office-held-said = 備份以 counterpart backup 在節點上製作；本節點沒有記下備份何時曾還原驗證，請在交接時另行說明。
office-held-of = { $size } 號記錄，其中四方已存 { $held } 號
