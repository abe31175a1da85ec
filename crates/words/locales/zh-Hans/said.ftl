# generated from zh-Hant by `cargo xtask locales`
# 本方历次意见
said = 本方历次意见
said-on = 本方就{ $matter }第 { $item } 项的历次意见
said-said = { $party }的提案、意见、汇报和函件，按日期排列，连同内部拟稿。只供本方使用。
said-items = 历年事项：
said-inside = 内部，未发出
said-none = 本方未就此项表示意见。
said-letters = 函件：只列文本中写明年份和项号者。
said-draft = { $name }{ $did }：{ $act }
said-draft-number = 拟稿 { $draft }
