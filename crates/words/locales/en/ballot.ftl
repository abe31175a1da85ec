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
# The pages of texts to be signed
ballot-proposed = put forward by { $by } on { $day }
ballot-draft = Text
ballot-check-code = Check code
ballot-no-end = No last day is set for it
ballot-until = All must have confirmed by { $until }
ballot-withdraw-until = Possible until the party’s own node has confirmed that it holds every signature.
ballot-delay-hours = Once every signature is here, the node of { $party } waits { $hours } h and then confirms by itself.
ballot-delay-minutes = Once every signature is here, the node of { $party } waits { $minutes } min and then confirms by itself.
ballot-bases-on-agreement = It bases on the signed text. That text is not in this record, so nothing is compared word by word.
ballot-bases-on = It bases on:
ballot-longer = The term after the extension
ballot-years = Extension by { $years } years
ballot-last-day-now = Last day today
ballot-last-day-then = Last day then
ballot-counts = Counted already
ballot-too-late = The term is over; by this reading no extension comes after it
