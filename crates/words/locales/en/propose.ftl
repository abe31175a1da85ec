# Proposals and merging
propose = Proposals and merging
propose-said = Each proposal keeps its proposer. { $convener } may join several into one; with its circulation the text is frozen.
propose-none = No proposal this year ({ $day })
propose-not-on-record = This record holds no proposal, and no word of having none
propose-choose = Choose
propose-join = Join those chosen
propose-joined = The joined text
propose-joined-said = The texts stand one after another; please make one of them. The whole is shown once more before it is sent.
propose-like = It looks like { $place }
propose-carried-over = Carried over from the year before
propose-taken-up = taken up by a proposal
propose-go-on = Propose to go on with it
propose-areas = By provision
propose-count = { $count ->
    [0] no proposal
    [one] 1 proposal
   *[other] { $count } proposals
}
