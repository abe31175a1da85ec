# A story played by several nodes: what befalls each, and what each says
nodes-needed = this story is played by the parties’ nodes: counterpart scenario run --nodes { $count } FILE
nodes-count = this agreement has { $count } parties, and each has a node: --nodes { $count }
nodes-begun = { $count } nodes are running, each with a record of its own; the key of each party’s head has been entered under that party’s root key.
nodes-killed = The node of { $node } breaks off in the middle of its work.
nodes-started-again = The node of { $node } starts again, asks the others about its own log, and signs.
nodes-cut-off = The node of { $node } is cut off from the others; it goes on running.
nodes-connected = The node of { $node } reaches the others again.
nodes-backed-up = The record of { $node } is backed up; its own log stands at number { $size }.
nodes-restored = The record of { $node } is lost (its own log stood at number { $before }) and restored from the old backup up to number { $old }; the others give back the rest up to number { $after }, and only then does it sign.
nodes-run-twice = The whole machine of { $node } is copied; the original and the copy both run, and both sign with the same key.
nodes-bundle = { $from } seals a bundle, which is carried to { $to } by hand; { $to } checks it and takes it in.
nodes-copy = { $party } (copy)
nodes-say = { $count ->
    [one] The node of { $nodes } says: { $standing }.
   *[other] The nodes of { $nodes } say: { $standing }.
}
nodes-signing = signing
nodes-starting = not signing yet, an answer is awaited from { $parties }
nodes-halted-forked = signing has stopped; their log has two histories, both under its own signature
nodes-halted = signing has stopped ({ $why })
nodes-size = { $party } up to { $size }
nodes-all-held = Every log is held by all: { $sizes }.
nodes-rest-held = The others are held by all: { $sizes }.
nodes-held-but = Held by all but { $stopped }, which may sign no more receipts: { $sizes }.
nodes-log = { $sizes }: { $finality }; no receipt yet from { $missing }.
nodes-log-forked = The log of { $party } has two histories; which one counts is not settled.
nodes-log-kept = The log of { $party } has two histories; it counts up to number { $kept }, and nothing beyond.
nodes-answer = { $count ->
    [one] The node of { $nodes } answers:
   *[other] The nodes of { $nodes } answer:
}
nodes-same = The nodes of { $nodes }: the same record and the same state; the logs are { $sizes }.
nodes-alone = The node of { $nodes } alone: the logs are { $sizes }.
nodes-fork-settled = The log of { $party } has two histories after number { $split }; the nodes of { $nodes } each prove it. The history that a majority of the others cited first is kept up to number { $kept }; the other counts for nothing.
demo-begun = Sample: the four parties’ nodes run on this machine, and everything in their record is invented. Their pages:
demo-public = The public side of each, for anybody:
demo-sign-ins = On every node, sign in as { $names } with the password { $password }
demo-filling = { $played } of { $all } lines of the sample · { $day }
demo-filled = The sample is complete; by the record’s clock it is { $day }. Ctrl-C ends the demo.
demo-filled-before = The sample was complete before. Ctrl-C ends the demo.
demo-kept = The data stay in { $folder }; the same command goes on with them.
