//! The closed vocabulary of rule files: which nodes there are, and what each takes.
//!
//! One table serves the reader, the canonical JSON and the published JSON Schema, so the three cannot disagree.

/// The spaces of identifiers that a rule file defines and refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Space {
    /// Parties, outside bodies, organs and offices.
    Body,
    /// Groups of bodies.
    Group,
    /// Whoever can be bound or vote: a body or a group.
    Voters,
    /// Provisions, dated sources, and settings where the text is silent.
    Cite,
    /// Points of reading.
    Point,
    /// Decision rules.
    Decision,
    /// Rules.
    Rule,
    /// Entries without computation: aims, areas, projects and the like.
    Entry,
    /// Calendars of working days.
    Calendar,
}

/// What a slot takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A new identifier of a space: lower-case ASCII letters, digits and `_`.
    New(Space),
    /// An identifier that the file defines in a space.
    Ref(Space),
    /// A whole number from 0.
    Number,
    /// Hours east of UTC, from -14 to 14.
    Hours,
    /// A day, `"2017-07-01"`.
    Date,
    /// One word of a closed list.
    Word(&'static [&'static str]),
    /// `#true` or `#false`.
    Flag,
    /// Any text.
    Text,
    /// A share, `"2/3"`.
    Share,
    /// A digest of 64 hexadecimal digits.
    Digest,
}

/// How often a slot or a child is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Exactly once.
    One,
    /// At most once.
    Maybe,
    /// Any number of times; for arguments only as the last slot, then at least once.
    Many,
}

/// An argument or property of a node.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// The name; of an argument it only serves messages and the JSON.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// How often it is given.
    pub need: Need,
}

/// A child of a node: its shape and how often it stands there.
#[derive(Clone, Copy, Debug)]
pub struct Child {
    /// The shape of the child.
    pub shape: &'static Shape,
    /// How often it is given.
    pub need: Need,
}

/// A node of the vocabulary.
#[derive(Debug)]
pub struct Shape {
    /// The name of the node.
    pub name: &'static str,
    /// Its arguments in order.
    pub args: &'static [Slot],
    /// Its properties.
    pub props: &'static [Slot],
    /// Its children.
    pub children: &'static [Child],
}

/// A slot that must be given.
pub const fn one(name: &'static str, takes: Takes) -> Slot {
    Slot { name, takes, need: Need::One }
}

/// A slot that may be left out.
pub const fn maybe(name: &'static str, takes: Takes) -> Slot {
    Slot { name, takes, need: Need::Maybe }
}

/// A last argument that is given once or more.
pub const fn many(name: &'static str, takes: Takes) -> Slot {
    Slot { name, takes, need: Need::Many }
}

/// A child that must stand there once.
pub const fn has(shape: &'static Shape) -> Child {
    Child { shape, need: Need::One }
}

/// A child that may be left out.
pub const fn may_have(shape: &'static Shape) -> Child {
    Child { shape, need: Need::Maybe }
}

/// A child that stands there any number of times.
pub const fn has_many(shape: &'static Shape) -> Child {
    Child { shape, need: Need::Many }
}

/// The provision, source or setting that a node rests on: every rule must name one.
pub const CITE: Slot = one("cite", Takes::Ref(Space::Cite));
/// The identifier of a rule; without it the rule is known by the name of its kind.
pub const RULE_ID: Slot = maybe("id", Takes::New(Space::Rule));

/// How good the evidence can be that a provision or source says what the file takes from it.
pub const EVIDENCE_WORDS: &[&str] = &["official", "secondary", "general_knowledge", "inference"];
const EVIDENCE: Slot = maybe("evidence", Takes::Word(EVIDENCE_WORDS));

const AGREEMENT: Shape = Shape {
    name: "agreement",
    args: &[one("id", Takes::New(Space::Entry))],
    props: &[
        one("format", Takes::Number),
        maybe("utc_offset_hours", Takes::Hours),
        maybe("due_soon_days", Takes::Number),
        maybe("sample", Takes::Flag),
    ],
    children: &[],
};
const PROVISION: Shape = Shape {
    name: "provision",
    args: &[one("id", Takes::New(Space::Cite))],
    props: &[maybe("hash", Takes::Digest), EVIDENCE],
    children: &[],
};
const SOURCE: Shape = Shape {
    name: "source",
    args: &[one("id", Takes::New(Space::Cite)), maybe("description", Takes::Text)],
    props: &[maybe("date", Takes::Date), EVIDENCE],
    children: &[],
};
const SETTING: Shape = Shape {
    name: "setting",
    args: &[one("id", Takes::New(Space::Cite))],
    props: &[one("date", Takes::Date), maybe("by", Takes::Ref(Space::Voters))],
    children: &[],
};
const VARIANT: Shape =
    Shape { name: "variant", args: &[one("official", Takes::Text), many("other", Takes::Text)], props: &[], children: &[] };
const PARTY: Shape = Shape {
    name: "party",
    args: &[one("id", Takes::New(Space::Body))],
    props: &[
        maybe("jurisdiction", Takes::Text),
        maybe("calendar", Takes::Ref(Space::Calendar)),
        maybe("weight", Takes::Number),
        maybe("from", Takes::Date),
        maybe("cite", Takes::Ref(Space::Cite)),
    ],
    children: &[],
};
const CALENDAR: Shape = Shape { name: "calendar", args: &[one("id", Takes::New(Space::Calendar))], props: &[], children: &[] };
const OUTSIDE: Shape = Shape {
    name: "outside",
    args: &[one("id", Takes::New(Space::Body))],
    props: &[maybe("roster", Takes::Word(&["needed", "none"])), maybe("answers", Takes::Ref(Space::Body)), CITE],
    children: &[],
};
const MEMBERS: Shape = Shape { name: "members", args: &[many("body", Takes::Ref(Space::Body))], props: &[], children: &[] };
const GROUP: Shape =
    Shape { name: "group", args: &[one("id", Takes::New(Space::Group))], props: &[CITE], children: &[has(&MEMBERS)] };
const ORGAN: Shape = Shape {
    name: "organ",
    args: &[one("id", Takes::New(Space::Body))],
    props: &[one("of", Takes::Ref(Space::Group)), CITE],
    children: &[],
};
const OFFICE: Shape = Shape {
    name: "office",
    args: &[one("id", Takes::New(Space::Body))],
    props: &[one("of", Takes::Ref(Space::Body)), one("role", Takes::Word(&["liaison", "secretariat"])), CITE],
    children: &[],
};
const OPTION: Shape = Shape { name: "option", args: &[one("id", Takes::New(Space::Entry))], props: &[], children: &[] };
const READING: Shape =
    Shape { name: "reading", args: &[one("id", Takes::New(Space::Point))], props: &[CITE], children: &[has_many(&OPTION)] };
const SIGNED: Shape = Shape {
    name: "signed",
    args: &[],
    props: &[one("date", Takes::Date), maybe("place", Takes::Text), one("by", Takes::Ref(Space::Voters)), CITE],
    children: &[],
};

/// An entry that states something of the text without computing anything from it.
const fn entry(name: &'static str, props: &'static [Slot]) -> Shape {
    Shape { name, args: ENTRY_ID, props, children: &[] }
}
const ENTRY_ID: &[Slot] = &[one("id", Takes::New(Space::Entry))];
const AREA: Slot = one("area", Takes::Ref(Space::Entry));
const MAYBE_AREA: Slot = maybe("area", Takes::Ref(Space::Entry));
const OF: Slot = one("of", Takes::Ref(Space::Body));
const LINK: Slot = maybe("link", Takes::Flag);
const REASON: Slot = one("reason", Takes::Text);

/// The nodes that state what the text says and compute nothing.
pub const ENTRIES: &[&Shape] = &[
    &entry("purpose", &[CITE]),
    &entry("goal", &[CITE]),
    &entry("objective", &[OF, CITE]),
    &Shape { name: "objective-none", args: &[], props: &[OF, CITE], children: &[] },
    &entry("principle", &[CITE]),
    &entry("area", &[CITE]),
    &entry("commitment", &[AREA, CITE]),
    &entry("project", &[MAYBE_AREA, CITE]),
    &entry("platform", &[MAYBE_AREA, CITE]),
    &entry("place", &[OF, CITE]),
    &entry("instrument", &[CITE, LINK]),
    &entry("sector", &[CITE]),
    &entry("participation", &[CITE]),
    &entry("not-computed", &[CITE, REASON]),
    &Shape { name: "silent", args: &[many("id", Takes::New(Space::Entry))], props: &[], children: &[] },
    &Shape { name: "copies", args: &[one("count", Takes::Number)], props: &[one("language", Takes::Text), CITE], children: &[] },
];

const FRAME: &[&Shape] = &[
    &AGREEMENT,
    &PROVISION,
    &SOURCE,
    &SETTING,
    &VARIANT,
    &CALENDAR,
    &PARTY,
    &OUTSIDE,
    &GROUP,
    &ORGAN,
    &OFFICE,
    &READING,
    &SIGNED,
    &crate::decision::SHAPE,
];

/// Every node that may stand at the top of a rule file: the frame, the entries, and the kinds of rule.
pub fn top() -> impl Iterator<Item = &'static Shape> {
    FRAME.iter().copied().chain(ENTRIES.iter().copied()).chain(crate::kinds::SHAPES.iter().copied())
}

/// Whether `name` is the name of a kind of rule.
pub fn is_kind(name: &str) -> bool {
    crate::kinds::SHAPES.iter().any(|shape| shape.name == name)
}
