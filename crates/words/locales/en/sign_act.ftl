# Signing for the party
sign-act-said = This act is signed by a post of { $party } that may sign. The next step makes the statement; then choose how to sign it.
sign-act-no-post = No post that may sign is on record yet. The party’s root key enters one (counterpart empower).
sign-act-post = Post that signs
sign-act-prepare = Next: make the statement
sign-act-id = What is signed
sign-act-id-said = Every way of signing signs this code, and all of them are equal.
sign-act-by-passkey = With a passkey, here
sign-act-by-passkey-said = The key must stand on record for that post.
sign-act-passkey = Sign with a passkey and send
sign-act-passkey-failed = This passkey could not sign.
sign-act-by-file = With a key file, elsewhere
sign-act-by-file-said = Take the statement to where the key is, sign it there, and bring the signed file back.
sign-act-file = Download the statement
sign-act-signed = Signed file
sign-act-lay = Send the signed file
sign-act-no-file = This file is no signed act.
account-passkey-public = Public key for the record
