# Everything we ever said
said = Everything we ever said on it
said-on = everything we ever said on item { $item } of { $matter }
said-said = Proposals, opinions, returns and letters of { $party } by date, with drafts of this side. For our side alone.
said-items = Through the years:
said-inside = inside, never sent
said-none = Our side has said nothing on it.
said-letters = Letters: those whose text gives the year and the number of the item.
said-draft = { $name } { $did }: { $act }
said-draft-number = draft { $draft }
