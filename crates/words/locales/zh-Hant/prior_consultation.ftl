# 擬議用途的事前磋商
prior-consultation-runs-until = { $by }通報擬議用途（核對碼 { $text }），事前磋商至{ $until }
prior-consultation-over = { $by }通報擬議用途（核對碼 { $text }），事前磋商期已於{ $until }屆滿
replies-awaited = 尚待覆函：{ $from }（期限{ $until }）；未覆函者不視為同意
no-reply-on-record = 本記錄未載有以下各方的覆函：{ $from }（期限{ $until }）；未覆函者不視為同意
replied-for = 覆函無異議：{ $by }
replied-against = 覆函有異議：{ $by }
replied-neither = 覆函未表示贊成或反對：{ $by }
reply-after-the-time = { $by }的覆函在{ $until }之後
reply-is-no-veto = 異議本身不阻止該項用途
prior-consultation-led-by = 由{ $by }主持
