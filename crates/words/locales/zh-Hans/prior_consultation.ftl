# generated from zh-Hant by `cargo xtask locales`
# 拟议用途的事前磋商
prior-consultation-runs-until = { $by }通报拟议用途（核对码 { $text }），事前磋商至{ $until }
prior-consultation-over = { $by }通报拟议用途（核对码 { $text }），事前磋商期已于{ $until }届满
replies-awaited = 尚待复函：{ $from }（期限{ $until }）；未复函者不视为同意
no-reply-on-record = 本记录未载有以下各方的复函：{ $from }（期限{ $until }）；未复函者不视为同意
replied-for = 复函无异议：{ $by }
replied-against = 复函有异议：{ $by }
replied-neither = 复函未表示赞成或反对：{ $by }
reply-after-the-time = { $by }的复函在{ $until }之后
reply-is-no-veto = 异议本身不阻止该项用途
prior-consultation-led-by = 由{ $by }主持
