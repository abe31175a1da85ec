# Withdrawal by notice
withdraws-from = { $by } gave notice on { $notice } and is out from { $day }
withdrawn-from = { $by } gave notice on { $notice } and has been out since { $day }
