# Signing in
sign-in = Sign in
sign-in-at = Sign in to the node of { $party }
sign-in-name = Sign-in name
sign-in-password = Password
sign-in-passkey = Sign in with a passkey
sign-in-provider = Sign in through { $name }
sign-in-said = This node is for officers of this party. A session ends after thirty minutes without use, and after twelve hours at most.
sign-in-wrong = The name or the password is not right.
sign-in-paused = Too many attempts under this name. Try again in fifteen minutes, or ask the administrator for a new password.
sign-in-ended = The session has ended. What you typed is kept: sign in again to go on.
sign-in-failed-passkey = This passkey could not sign you in. Try again, or use your password.
sign-in-failed-provider = The identity provider did not confirm an officer of this node.
sign-out = Sign out
way-password = password
way-passkey = passkey
way-provider = identity provider

# Roles
role-liaison-officer = liaison officer
role-department-officer = department officer
role-leader = leader (signs)
role-administrator = administrator
role-auditor = auditor
seat = { $role }, { $place }
seat-acting = {" "}(acting for { $name })
needs = This is not part of your post
needs-role = This is for the { $role }.

# Account
account = My account
account-seats = Posts today
account-no-seat = You hold no post today. Ask the administrator.
account-sessions = Where you are signed in
account-way = Signed in by
account-agent = Browser
account-begun = Since
account-seen = Last used
account-here = (this one)
account-end-session = End
account-passkeys = Passkeys
account-passkeys-said = A passkey stays on your device and is confirmed by finger, face or the device’s code; its secret never comes here.
account-passkey-name = Name
account-made = Entered
account-used = Last used
account-never = never
account-add-passkey = Enter a passkey
account-passkey-failed = This passkey could not be entered.
account-remove-passkey = Remove
account-password = Change the password
account-old-password = Password until now
account-new-password = New password
account-password-hint = Twelve characters or more, without the sign-in name. A sentence will do.
account-set-password = Set the password
account-wrong-password = This password is not right.

# Forms
form-optional = (may be left empty)
form-faulty = Not sent yet: see the fields marked below.
form-missing = Please fill this in.
form-too-long = This is too long.
form-no-day = Give a day, such as 2018-03-01.

# Officers
office = Officers
office-said = The officers of this party’s node, their posts, and who acts for whom. None of it is part of the record, and none of it is sent to others.
office-name = Name
office-sessions = Sessions
office-closed = closed
office-close = Close
office-not-oneself = You cannot close your own account.
office-appointments = Posts
office-seat = Post
office-time = Time
office-from-until = { $from } to { $until }
office-open-end = an open date
office-to-come = to come
office-holds = holds
office-over = over
office-end = Set as last day
office-none = None yet.
office-new-officer = New officer
office-appoint = New post
office-password = New password for somebody
office-sign-in-hint = Lower-case letters, digits, . - _ @
office-taken = This sign-in name is in use.
office-language = Language of letters
office-role = Role
office-office = Office
office-post = Post
office-first-day = First day
office-last-day = Last day
office-ends-before = The last day is before the first.
office-acting-for = Acts for
office-acting-for-nobody = nobody
office-acting-hint = Acting for somebody needs a last day.
office-acting-other = One acts only for the holder of the same role who is not acting in turn.

# Audit
audit = Audit
audit-said = Who signed in and who sent what, the newest first. It stays on this node.
audit-at = When
audit-about = About
deed-signed-in = signed in
deed-failed = failed to sign in
deed-signed-out = signed out
deed-changed-key = changed a password or passkey
deed-kept-officers = changed officers
deed-sent = sent
