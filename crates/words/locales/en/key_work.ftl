# The key work of each year
list-settled = { $by } agreed to the same text of { $items } ({ $day })
proposals-awaited = proposals for the year’s key work are awaited from { $from }
circulation-awaited = proposed so far: { $proposals }; { $from } is to circulate them for opinions
nobody-proposes = all state that they have no proposal this year
no-proposal-filed = no proposal this year: { $by }
no-proposal-on-record = this record holds no proposal, and no word of having none, from { $from }
every-item-parked = every item has been taken off this year’s list
redraft-awaited = item { $item } is to be reconciled and circulated again by { $from }
carried-over = item { $item } of { $matter } is carried into this year and not yet taken up
list-adopted = { $by } adopted the list on { $day } ({ $form }; check code { $text })
list-adopted-by-some = { $by } adopted the list ({ $form }; check code { $text }), not seen from { $from }; the text asks for no such step
adoption-reported = a public source tells of the adoption of the list ({ $day }, { $form }; check code { $text }); it is only noted
paper-reported = { $by } reports a paper of { $about }: { $paper }; it does not bind { $about }
item-agreed = item { $item } (circulated { $day }, check code { $text }): agreed
item-not-yet-agreed = item { $item } (circulated { $day }, check code { $text }): not yet agreed
item-parked = item { $item } (circulated { $day }, check code { $text }): taken off this year’s list
item-closed = close of the year: { $closing } ({ $day })
# The pages of key work
key-work-way = Key work
key-work-own-page = The list and its stages
key-work-sub = { $count ->
    [one] 1 item
   *[other] { $count } items
} · proposed by { $proposers }, circulated for opinions by { $convener }
key-work-no-items = No item of this year has been circulated yet.
key-work-text-not-here = The text is not held here (check code { $text })
key-work-stages = Stages of the year
key-work-stage-now = (the present stage)
key-work-stage-proposed = Proposed, merged
key-work-stage-circulated = Circulated for opinions
key-work-stage-answered = Replies
key-work-stage-settled = Agreed
key-work-stage-carried-out = Joint implementation
key-work-stage-closed = Close of the year
key-work-order = Order
key-work-by-area = By area
key-work-by-party = By proposing party
key-work-no-area = No area named
key-work-no-party = No proposal named
key-work-number = No.
key-work-measure = Measure
key-work-opinions = Parties
key-work-progress = Progress of each side
key-work-no-report = No report on record
key-work-item = Item { $item }
key-work-item-of = item { $item } of { $matter }
key-work-proposed-by = proposed by { $by }
key-work-merged = merged from the proposals of { $by }
key-work-parked = Taken off this year’s list
key-work-proposals = Proposals
key-work-proposal = Proposal
key-work-went-into = Went into
key-work-not-yet-taken-up = Not yet taken up
key-work-carried-from = carried over from
key-work-all-acts = All acts on record
key-work-adoption = Adoption of the list
