# Markings
marking = Marking
marking-none = — not marked
marking-public = public
marking-internal = internal
marking-restricted = restricted
marking-confidential = confidential
marking-secret = secret
marking-top-secret = top secret
marking-above = This marking is above what this node may hold: it can be neither kept nor sent, and no file was kept. Handle it separately: record number, day and office alone.
marking-of-scan = Say how the paper is marked, and choose the file again.
marking-not-public = What is marked above “public” cannot go to the public: choose other readers, or another marking.
marking-at-head = At its head stands what looks like a marking above what this node may hold. Is it the marking of this document? If so, handle it separately; if not, tick the box below.
marking-unmarked = It is no marking; it may leave
