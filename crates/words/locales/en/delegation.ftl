# Our delegation to a meeting
delegation-way = Our delegation
delegation-of = Delegation of { $party }: { $matter }
delegation-said = Our own list. It stays on this node and is no part of the record, which holds only which parties attended.
delegation-none = Nobody has been entered yet.
delegation-add = Add somebody
delegation-enter = Add
delegation-post = Post
delegation-name = Name
delegation-remove = Remove { $name }
delegation-strike = Remove
