# Where the record stands
held-where = The record stands at:
held-recorded = recorded { $count }
held-received = received { $count }
held-by-all = held by all { $count }
