# 領導一覽
leadership-way = 領導一覽（一頁）
leadership-heading = 領導一覽
leadership-meeting = 下次會議
leadership-none-called = 本記錄未載有已召集而尚未舉行的會議。
leadership-undertakings = { $matter }：議定跟進
leadership-no-undertakings = 本記錄未載有該次會議的跟進事項。
leadership-area = 領域
leadership-items = 項數
leadership-agreed = 已一致
leadership-reported = 已匯報
leadership-done = 已完成
leadership-carried-over = 結轉
leadership-all = 合計
leadership-needed = 待辦與依據
leadership-print = 列印為一頁 A4。
