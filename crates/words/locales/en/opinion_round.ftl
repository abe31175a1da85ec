# Asking for opinions
opinion-awaited = not yet received: the reply of { $from } on { $items_count ->
    [one] item
   *[other] items
  } { $items } (due { $due })
opinion-awaited-provisional = not yet received: the reply of { $from } on { $items_count ->
    [one] item
   *[other] items
  } { $items } (due { $due }, by expected working days)
opinion-awaited-no-day = not yet received: the reply of { $from } on { $items_count ->
    [one] item
   *[other] items
  } { $items } (no day was set)
silence-is-not-consent = no reply is not consent
agrees-with-changes = { $by }: agrees in principle, with changes ({ $items_count ->
    [one] item
   *[other] items
  } { $items })
reserves = { $by }: reserves ({ $items_count ->
    [one] item
   *[other] items
  } { $items })
disagrees = { $by }: disagrees ({ $items_count ->
    [one] item
   *[other] items
  } { $items })
no-comment-unclear = { $by }: no comment ({ $items_count ->
    [one] item
   *[other] items
  } { $items }); the letter does not say whether that is consent, so ask
departments-statement-awaited = { $from } is yet to state the opinions of the departments ({ $items_count ->
    [one] item
   *[other] items
  } { $items })
departments-not-yet-agreed = { $from } states: the departments were asked and have not yet agreed on { $items_count ->
    [one] item
   *[other] items
  } { $items }
departments-answer-not-stated = { $from } states: the departments were asked; whether they agree on { $items_count ->
    [one] item
   *[other] items
  } { $items } is not said
departments-stated = stated of the departments: { $statement } ({ $day })
opinion-given = { $by }: { $opinion } ({ $day })
opinion-given-on-paper = { $by }: { $opinion } ({ $day }, by letter)
opinion-on-earlier-text = on an earlier text { $by } answered: { $opinion } ({ $day })
letter-says-consent = the letter says that no comment is consent
