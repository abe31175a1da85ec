# 密級
marking = 密級
marking-none = — 沒有標示
marking-public = 公開
marking-internal = 內部
marking-restricted = 限閱
marking-confidential = 秘密（港：機密）
marking-secret = 機密（港：高度機密）
marking-top-secret = 絕密（港：絕對機密）
marking-above = 此密級高於本節點可載的上限，內容不得存入或發出，檔案亦未保存。請另件處理：只記文號、日期和單位。
marking-of-scan = 請說明文件的密級，然後再選一次檔案。
marking-not-public = 密級高於「公開」的內容不可供公眾閱覽：請改選閱讀者，或改選密級。
marking-at-head = 開首似有密級標示，高於本節點可載的上限。這是該文件的密級嗎？如是，請另件處理；如不是，請在下方剔選。
marking-unmarked = 不是密級標示，可以發出
