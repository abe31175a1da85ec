# Prior consultation on a use
prior-consultation-runs-until = { $by } notified a use ({ $text }); the consultation runs until { $until }
prior-consultation-over = { $by } notified a use ({ $text }); the time for consultation ended on { $until }
replies-awaited = replies awaited from { $from } (by { $until }); no reply is not agreement
no-reply-on-record = this record holds no reply of { $from } (by { $until }); no reply is not agreement
replied-for = replied with no objection: { $by }
replied-against = replied with an objection: { $by }
replied-neither = replied neither way: { $by }
reply-after-the-time = the reply of { $by } came after { $until }
reply-is-no-veto = an objection does not by itself stop the use
prior-consultation-led-by = led by { $by }
