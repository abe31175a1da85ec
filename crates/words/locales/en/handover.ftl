# Handover
handover = Handover
handover-said = What waits, what is open, drafts and posts at the node of { $party } ({ $day }), for whoever takes over. It is no part of the record and goes to nobody.
handover-print = This page is made to be printed.
handover-drafts = Drafts on their way
handover-pass = Give it to this officer
handover-holder = Who goes on with it
handover-posts = Posts and deputies
handover-keys = Posts that sign, by the record
handover-no-keys = The record holds none yet.
office-succession = Liaison offices and their succession, by the record
office-succession-said = Each party designates its own; an office stays while its name changes.
office-held = What this node holds
office-held-said = Backups are made on the node with counterpart backup. The node keeps no note of when one was last proved by restoring it: say so yourself at a handover.
office-held-of = { $size } acts, { $held } of them held by all
