# The reply pack
reply-pack = Reply pack
reply-pack-said = For replies to legislators and media lines: only what is public, as of the day chosen.
reply-pack-day = As of
reply-pack-show = Show
reply-pack-files = Download
reply-pack-none = This record holds nothing public as of that day.
reply-pack-as-of = As of { $day }
reply-pack-item = { $by }: { $done } ({ $day })
reply-pack-until = , until { $until }
reply-pack-note = Only what is public is in here; texts stand in their own language.
reply-pack-withheld = Published under one reading only: not for replies
