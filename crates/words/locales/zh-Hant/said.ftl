# 本方歷次意見
said = 本方歷次意見
said-on = 本方就{ $matter }第 { $item } 項的歷次意見
said-said = { $party }的提案、意見、匯報和函件，按日期排列，連同內部擬稿。只供本方使用。
said-items = 歷年事項：
said-inside = 內部，未發出
said-none = 本方未就此項表示意見。
said-letters = 函件：只列文本中寫明年份和項號者。
said-draft = { $name }{ $did }：{ $act }
said-draft-number = 擬稿 { $draft }
