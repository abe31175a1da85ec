# generated from zh-Hant by `cargo xtask locales`
# 汇入重点工作清单
import = 汇入清单
import-said = 上载表格，或贴上以括号注明单位的清单。先列出可对应的事项，以及未能对应者和原因；选定后成为本方草拟文本，经呈批才送出。
import-paste = 或在此贴上清单
import-found = 找到 { $count } 项
import-take = 列入
import-keep = 保存为草拟文本
import-keep-said = 只限本方；尚未送出
import-left = 未对应的内容
import-stood = 原文
import-why = 原因
import-heading = 标题：已作为其下各项的类别
import-no-task = 没有编号，亦没有括号注明单位
import-no-words = 只有编号，没有内容
import-no-head = 表格没有写明“重点工作”或“措施”的栏目
import-no-measure = 这一行没有措施内容
import-too-long = 太长，不似单一事项
import-no-area = 未注明领域，请选择。
import-unknown-area = “{ $said }”未能对应协议的领域，请选择。
import-unknown-carried = 没有结转本年的事项“{ $said }”。
import-like = 与结转的 { $item } 相近，已填入；如非同一事项，请删去：{ $said }
import-bracket-left = 句末括号不似单位，保留在文本内。
import-no-units = 未注明单位。
import-collective = 统称单位，须列明：{ $said }
import-beside = 提案没有对应栏位，已写入文本：{ $said }
