# Signing one and the same text
signature-awaited = signature awaited from { $from }
signatures-held = signed by { $by }
signatures-missing-at-expiry = at the end of the time for signing this record holds no signature of { $from }
signature-withdrawn = { $by } withdrew its signature; this text goes no further
ballot-ended-with-epoch = the ballot ended with its epoch of the record, before all had confirmed
commitment-awaited = confirmation that every signature is held is awaited from { $from }
commitments-missing-at-expiry = the time is over; this record holds no confirmation of { $from }
commitment-untimely = the confirmation of { $by } was not held by the others by { $expiry }
commitment-in-nobodys-evidence = the confirmation of { $by } is recorded, but not yet in the evidence of enough others (by { $expiry })
committed-by-all = confirmed by all on { $day }, on the same text
