# Party marks
mark-label = Parties
mark-said = { $words } ({ $day })
mark-awaited = Not yet received
mark-awaited-by = Not yet received (due { $due })
mark-awaited-provisional = Not yet received (due { $due }, by expected working days)
mark-circulated = Circulated this text
mark-signed = Signed
mark-accepted = Accepts the call
mark-unclear = { $opinion }; whether that is consent is not said
mark-legend-given = agrees to this very text
mark-legend-awaited = not yet received
mark-legend-withheld = asks for changes, reserves or disagrees
mark-adopted = Adopts
