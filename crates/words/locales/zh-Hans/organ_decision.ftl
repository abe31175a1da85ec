# generated from zh-Hant by `cargo xtask locales`
# 机构的决定
decision-adopted = 已通过
decision-failed = 未获通过
votes-awaited = 尚待表决：{ $from }
votes-for = 赞成：{ $by }
votes-against = 反对：{ $by }
votes-abstaining = 弃权：{ $by }
vote-after-closing = { $by }的表决在截止日（{ $closing }）之后，不予计算
votes-missing-at-closing = 至截止日（{ $closing }），本记录未载有以下各方的表决：{ $from }
may-be-taken-to = 可提交{ $to }
taken-from = { $from }未获通过，提交至此
earlier-adopted = { $from }已获通过，无须再提交
earlier-not-failed = 按本记录，{ $from }尚无不通过的结果，此处暂不能作决定
silence-runs-until = 默示同意程序至{ $closing }止，其前如有异议即告中止
silence-consents = 按规则以默示同意：{ $by }（至{ $closing }）
objection-held-by-nobody-yet = { $by }的异议已记录，尚未为他方所存；此非默示
objection-untimely = { $by }的异议未能于{ $closing }前为他方所存
no-receipt-by-closing = 本记录未载有以下各方于{ $closing }前收悉文本：{ $from }，不能由默示推论
evidence-awaited = 尚待{ $closing }之后的存证：{ $from }
