# generated from zh-Hant by `cargo xtask locales`
# 检索
search = 检索
search-label = 检索协议、重点工作、意见、会议纪要与函件
search-find = 检索
search-agreement = 协议
search-task = 重点工作
search-opinion = 意见
search-meeting = 会议与纪要
search-letter = 函件
search-other = 其他记录
search-inside = 本方内部
search-draft = 拟稿
search-answer = 本方部门的答复
search-nothing-typed = 请输入要找的词语。
search-no-words = 所输入的没有文字可供检索。
search-none = 没有找到“{ $typed }”。
search-more = 共 { $count } 项，显示更多
search-cut = 所输入的很长，只检索了开头部分。
search-off = 文本索引暂时不能使用，记录中的文本未被检索。
search-left = 尚有 { $count } 项记录未编入索引，稍后再检索可以找到。
search-searched = 检索范围
search-searched-agreement = 协议各条的标题、摘要与具名项目，以四种语文检索；已附签署文本者，连同其文本。
search-searched-acts = 截至{ $day }本节点所存、可由{ $party }阅读的记录文本。
search-searched-inside = 本方拟稿、部门答复与译文，只限本方阅读。
search-searched-not-inside = 本方拟稿与部门答复不在你的阅读范围，未予检索。
search-searched-forms = 繁体字、简体字与异体字视为相同，重音符号不计（cooperação、cooperacao）。词语之间以空格分开，须全部出现；引号内的须相连。
