# 多個節點同演一則情景：各節點的遭遇，及各節點所稱
nodes-needed = 此情景須由各方節點共演：counterpart scenario run --nodes { $count } 檔案
nodes-count = 此協議有 { $count } 方，各方一個節點：請用 --nodes { $count }
nodes-begun = { $count } 個節點已啟動，各有記錄一份；各方首長的簽署密鑰，已由該方根密鑰登記。
nodes-killed = { $node }的節點驟然中斷，未及收尾。
nodes-started-again = { $node }的節點重新啟動，向他方查對己方記錄後恢復簽署。
nodes-cut-off = { $node }的節點與他方斷絕往來，本身仍在運行。
nodes-connected = { $node }的節點與他方恢復往來。
nodes-backed-up = { $node }的記錄備份一份，其時己方記錄至第 { $size } 號。
nodes-restored = { $node }的記錄遺失（己方記錄原至第 { $before } 號），以舊備份還原至第 { $old } 號；他方補回至第 { $after } 號後，方恢復簽署。
nodes-run-twice = { $node }的整部機器遭複製一份；原件與副本同時運行，兩者均以同一密鑰簽署。
nodes-bundle = { $from }封存記錄一包，由人攜往{ $to }；{ $to }查驗後收存。
nodes-copy = { $party }（副本）
nodes-say = { $count ->
   *[other] { $nodes }的節點稱：{ $standing }。
}
nodes-signing = 可簽署
nodes-starting = 尚待{ $parties }回覆，未恢復簽署
nodes-halted-forked = 己方記錄有兩種內容，均有己方簽署；停止簽署
nodes-halted = 停止簽署（{ $why }）
nodes-size = { $party } { $size }
nodes-all-held = 各方均已收存各份記錄，編號至：{ $sizes }。
nodes-rest-held = 各方均已收存其餘記錄，編號至：{ $sizes }。
nodes-held-but = 除{ $stopped }（已不得簽署）外，各方均已收存，編號至：{ $sizes }。
nodes-log = 記錄編號至{ $sizes }：{ $finality }；尚無{ $missing }的收存簽署。
nodes-log-forked = { $party }的記錄有兩種內容，取捨未定。
nodes-log-kept = { $party }的記錄有兩種內容，以第 { $kept } 號為止，其後不予計入。
nodes-answer = { $count ->
   *[other] { $nodes }的節點答：
}
nodes-same = { $nodes }的節點：記錄相同，狀態相同；記錄編號至{ $sizes }。
nodes-alone = 僅{ $nodes }的節點：記錄編號至{ $sizes }。
nodes-fork-settled = { $party }的記錄自第 { $split } 號之後有兩種內容，{ $nodes }的節點各自舉證。過半數他方先行引用的一種，留存至第 { $kept } 號；另一種不予計入。
demo-begun = 樣本：四方的節點均在本機運行，其記錄全屬虛構。各方頁面：
demo-public = 各方公眾版（無須登入）：
demo-sign-ins = 各節點的登入名稱：{ $names }；密碼：{ $password }
demo-filling = 樣本 { $played }／{ $all } 行 · { $day }
demo-filled = 樣本已齊備；按記錄的時鐘，現為{ $day }。按 Ctrl-C 結束示範。
demo-filled-before = 樣本先前已齊備。按 Ctrl-C 結束示範。
demo-kept = 資料存於 { $folder }；再用同一指令即可接續。
