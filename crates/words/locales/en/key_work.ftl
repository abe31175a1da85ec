# The key work of each year
list-settled = { $by } agreed to the same text of { $items_count ->
    [one] item
   *[other] items
  } { $items } ({ $day })
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
