# Liaison: offices and formal messages
office-named = liaison office of { $by }: { $office } (named in the text)
office-designated = liaison office of { $by }: { $name } (designated on { $day })
office-not-on-record = this record holds no liaison office of { $from }
receipt-awaited = receipt not yet confirmed by { $from }
liaison-reply-awaited = reply not yet received from { $from }
liaison-reply-awaited-by = reply not yet received from { $from } (due { $due })
received-by-all = received by { $by } ({ $day })
replied-by-all = replies received from { $by } ({ $day })
