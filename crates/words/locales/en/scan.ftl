# Scans
scan = Scan
scan-hint = PDF, JPEG, PNG or TIFF, { $most } MB at most. The name of the file is not kept.
scan-there = A scan is attached (check code { $digest }); another file takes its place.
scan-drop = Leave this scan out
scan-size = { $kilobytes } kB
scan-file = Scan ({ $kind }, { $size })
scan-checked = { $kind }, { $size }, check code { $digest }
scan-too-large = The file is too large and was not attached. Make it smaller and choose it again.
scan-no-kind = This is no PDF, JPEG, PNG or TIFF file; it was not attached.
scan-gone = The scan is no longer here. Please choose it again.
readers-own-side = the side of { $by } alone
readers-parties = { $by } and { $to }
