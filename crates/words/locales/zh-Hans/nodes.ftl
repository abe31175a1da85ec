# generated from zh-Hant by `cargo xtask locales`
# 多个节点同演一则情景：各节点的遭遇，及各节点所称
nodes-needed = 此情景须由各方节点共演：counterpart scenario run --nodes { $count } 文件
nodes-count = 此协议有 { $count } 方，各方一个节点：请用 --nodes { $count }
nodes-begun = { $count } 个节点已启动，各有记录一份；各方主要负责人的签署密钥，已由该方根密钥登记。
nodes-killed = { $node }的节点骤然中断，未及收尾。
nodes-started-again = { $node }的节点重新启动，向他方查对己方记录后恢复签署。
nodes-cut-off = { $node }的节点与他方断绝往来，本身仍在运行。
nodes-connected = { $node }的节点与他方恢复往来。
nodes-backed-up = { $node }的记录备份一份，其时己方记录至第 { $size } 号。
nodes-restored = { $node }的记录遗失（己方记录原至第 { $before } 号），以旧备份还原至第 { $old } 号；他方补回至第 { $after } 号后，方恢复签署。
nodes-run-twice = { $node }的整部机器遭复制一份；原件与副本同时运行，两者均以同一密钥签署。
nodes-bundle = { $from }封存记录一包，由人携往{ $to }；{ $to }查验后收存。
nodes-copy = { $party }（副本）
nodes-say = { $count ->
   *[other] { $nodes }的节点称：{ $standing }。
}
nodes-signing = 可签署
nodes-starting = 尚待{ $parties }回复，未恢复签署
nodes-halted-forked = 己方记录有两种内容，均有己方签署；停止签署
nodes-halted = 停止签署（{ $why }）
nodes-size = { $party } { $size }
nodes-all-held = 各方均已收存各份记录，编号至：{ $sizes }。
nodes-rest-held = 各方均已收存其余记录，编号至：{ $sizes }。
nodes-held-but = 除{ $stopped }（已不得签署）外，各方均已收存，编号至：{ $sizes }。
nodes-log = 记录编号至{ $sizes }：{ $finality }；尚无{ $missing }的收存签署。
nodes-log-forked = { $party }的记录有两种内容，取舍未定。
nodes-log-kept = { $party }的记录有两种内容，以第 { $kept } 号为止，其后不予计入。
nodes-answer = { $count ->
   *[other] { $nodes }的节点答：
}
nodes-same = { $nodes }的节点：记录相同，状态相同；记录编号至{ $sizes }。
nodes-alone = 仅{ $nodes }的节点：记录编号至{ $sizes }。
nodes-fork-settled = { $party }的记录自第 { $split } 号之后有两种内容，{ $nodes }的节点各自举证。过半数他方先行引用的一种，留存至第 { $kept } 号；另一种不予计入。
demo-begun = 样本：四方的节点均在本机运行，其记录全属虚构。各方页面：
demo-public = 各方公众版（无须登入）：
demo-sign-ins = 各节点的登入名称：{ $names }；密码：{ $password }
demo-filling = 样本 { $played }／{ $all } 行 · { $day }
demo-filled = 样本已齐备；按记录的时钟，现为{ $day }。按 Ctrl-C 结束示范。
demo-filled-before = 样本先前已齐备。按 Ctrl-C 结束示范。
demo-kept = 资料存于 { $folder }；再用同一指令即可接续。
