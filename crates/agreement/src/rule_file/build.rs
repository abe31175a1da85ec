//! From checked trees to the typed model: the frame first, then the rules, which refer to it.

use super::tree::{self, Tree, Val};
use super::{canonical, vocabulary};
use crate::agreement::{Agreement, Body, Class, Entry, Ground, Rule, Signed};
use crate::decision;
use crate::id::{BodyId, Cite, Digest, PointId};
use crate::kinds::Kind;
use crate::message::Message;
use crate::problem::Problems;
use crate::reading::Point;

/// What a rule's reader may look up, and where its problems go.
pub(crate) struct Lookup<'a> {
    pub agreement: &'a mut Agreement,
    pub problems: &'a mut Problems,
}

/// Builds the model from the text of a rule file.
pub(crate) fn build(text: &str) -> Result<Agreement, Problems> {
    let mut problems = Problems::default();
    let trees = tree::read(text, &mut problems);
    if trees.iter().filter(|tree| tree.shape.name == "agreement").count() != 1 && problems.is_empty() {
        problems.add((0, 0), Message::new("one-agreement"));
    }
    problems.clone().or(())?;
    let mut agreement = empty(&trees);
    let mut lookup = Lookup { agreement: &mut agreement, problems: &mut problems };
    lookup.bodies(&trees);
    lookup.frame(&trees);
    lookup.rules(&trees);
    problems.or(agreement)
}

fn named<'t>(trees: &'t [Tree], name: &'static str) -> impl Iterator<Item = &'t Tree> {
    trees.iter().filter(move |tree| tree.shape.name == name)
}

fn empty(trees: &[Tree]) -> Agreement {
    let canonical = canonical::write(trees);
    let head = named(trees, "agreement").next().expect("one node `agreement`");
    Agreement {
        id: head.id().to_owned(),
        digest: Digest::of(canonical.as_bytes()),
        utc_offset_hours: head.number("utc_offset_hours").unwrap_or(0) as i8,
        due_soon_days: head.number("due_soon_days").unwrap_or(30) as i32,
        sample: head.flag("sample"),
        bodies: Vec::new(),
        groups: Vec::new(),
        cites: Vec::new(),
        variants: Vec::new(),
        points: Vec::new(),
        decisions: Vec::new(),
        rules: Vec::new(),
        entries: Vec::new(),
        signed: None,
        canonical,
    }
}

fn ground(tree: &Tree) -> Ground {
    let evidence = tree.word("evidence").map(str::to_owned);
    match tree.shape.name {
        "provision" => Ground::Provision {
            hash: match tree.prop("hash") {
                Some(Val::Digest(digest)) => Some(*digest),
                _ => None,
            },
            evidence,
        },
        "source" => Ground::Source {
            date: tree.date("date"),
            evidence,
            description: tree.args.get(1).and_then(Val::id).unwrap_or("").to_owned(),
        },
        _ => Ground::Setting(tree.date("date").expect("the vocabulary requires a date")),
    }
}

impl Lookup<'_> {
    fn bodies(&mut self, trees: &[Tree]) {
        for tree in trees.iter().filter(|tree| matches!(tree.shape.name, "provision" | "source" | "setting")) {
            self.agreement.cites.push((tree.id().to_owned(), ground(tree)));
        }
        for (name, class) in
            [("party", Class::Party), ("outside", Class::Outside), ("organ", Class::Organ), ("office", Class::Office)]
        {
            for tree in named(trees, name) {
                let body = Body {
                    id: tree.id().to_owned(),
                    class,
                    of: None,
                    calendar: tree.word("calendar").map(str::to_owned),
                    weight: tree.number("weight").unwrap_or(1) as u32,
                    cite: self.maybe_cite(tree),
                };
                self.agreement.bodies.push(body);
            }
        }
        let record =
            Body { id: "public_record".to_owned(), class: Class::PublicRecord, of: None, calendar: None, weight: 0, cite: None };
        self.agreement.bodies.push(record);
    }

    fn frame(&mut self, trees: &[Tree]) {
        for tree in named(trees, "group") {
            let members = tree.child("members").map(Tree::ids).into_iter().flatten();
            let mut members: Vec<BodyId> = members.filter_map(|id| self.agreement.body(id)).collect();
            members.sort();
            members.dedup();
            self.agreement.groups.push((tree.id().to_owned(), members));
        }
        for tree in named(trees, "office").chain(named(trees, "outside")) {
            let of = tree.word("of").or(tree.word("answers")).and_then(|id| self.agreement.body(id));
            let body = self.agreement.body(tree.id()).expect("the body was just read");
            self.agreement.bodies[usize::from(body.0)].of = of;
        }
        for tree in named(trees, "reading") {
            let options = tree.all("option").map(|option| option.id().to_owned()).collect::<Vec<_>>();
            if options.is_empty() || options.len() > 250 {
                self.problems.add(tree.span, Message::new("missing-node").text("name", "option").text("node", "reading"));
            }
            if self.agreement.points.len() == 64 {
                self.problems.add(tree.span, Message::new("too-many-readings").number("most", 64));
                continue;
            }
            let cite = self.cite(tree);
            self.agreement.points.push(Point { id: tree.id().to_owned(), cite, options });
        }
        for tree in named(trees, "variant") {
            let mut words = tree.ids();
            let official = words.next().unwrap_or("").to_owned();
            self.agreement.variants.extend(words.map(|other| (official.clone(), other.to_owned())));
        }
        self.decisions(trees);
        self.entries(trees);
        if let Some(tree) = named(trees, "signed").next() {
            let date = tree.date("date").expect("the vocabulary requires a date");
            self.agreement.signed = Some(Signed { date, by: self.voters(tree, "by"), cite: self.cite(tree) });
        }
    }

    fn decisions(&mut self, trees: &[Tree]) {
        for tree in named(trees, "decision") {
            let weight = |body: BodyId| (body, self.agreement.body_of(body).weight);
            let voters = self.voters(tree, "voters").into_iter().map(weight).collect();
            let cite = self.cite(tree);
            self.agreement.decisions.push(decision::read(tree, cite, voters));
        }
        for tree in named(trees, "decision") {
            let Some(escalate) = tree.child("escalate") else { continue };
            let to = escalate.word("to").and_then(|id| self.agreement.body(id));
            let rule = escalate.word("decision").and_then(|id| self.agreement.decision_id(id));
            let decision = self.agreement.decision_id(tree.id()).expect("the decision was just read");
            self.agreement.decisions[usize::from(decision.0)].escalate = to.map(|to| (to, rule));
        }
    }

    fn entries(&mut self, trees: &[Tree]) {
        for tree in trees.iter().filter(|tree| vocabulary::ENTRIES.iter().any(|shape| shape.name == tree.shape.name)) {
            let cite = self.maybe_cite(tree);
            let reason = tree.word("reason").map(str::to_owned);
            if reason.as_deref() == Some("effort") {
                self.problems.add(tree.span, Message::new("reason-is-effort"));
            }
            let ids: Vec<String> = match tree.shape.name {
                "copies" => vec!["copies".to_owned()],
                "objective-none" => vec![tree.word("of").unwrap_or("").to_owned()],
                _ => tree.ids().map(str::to_owned).collect(),
            };
            for id in ids {
                let area = tree.word("area").map(str::to_owned);
                self.agreement.entries.push(Entry { node: tree.shape.name, id, cite, area, reason: reason.clone() });
            }
        }
    }

    fn rules(&mut self, trees: &[Tree]) {
        for tree in trees.iter().filter(|tree| vocabulary::is_kind(tree.shape.name)) {
            let id = tree.word("id").unwrap_or(tree.shape.name).to_owned();
            let cite = self.cite(tree);
            if let Some(kind) = Kind::read(tree, self) {
                self.agreement.rules.push(Rule { id, cite, kind });
            }
        }
    }

    fn maybe_cite(&mut self, tree: &Tree) -> Option<Cite> {
        let id = tree.word("cite")?;
        let known = self.agreement.cites.iter().position(|(known, _)| known == id);
        let index = known.unwrap_or_else(|| {
            self.agreement.cites.push((id.to_owned(), Ground::Part));
            self.agreement.cites.len() - 1
        });
        Some(Cite(index as u16))
    }

    /// What a node rests on; the vocabulary requires it.
    pub(crate) fn cite(&mut self, tree: &Tree) -> Cite {
        self.maybe_cite(tree).expect("the vocabulary requires a cite")
    }

    /// The members of the group or the body of property `name`; all parties if it is left out.
    pub(crate) fn voters(&self, tree: &Tree, name: &str) -> Vec<BodyId> {
        match tree.word(name) {
            Some(id) => self.agreement.voters(id).unwrap_or_default(),
            None => self.agreement.parties().collect(),
        }
    }

    /// The body of property `name`.
    pub(crate) fn body(&self, tree: &Tree, name: &str) -> Option<BodyId> {
        tree.word(name).and_then(|id| self.agreement.body(id))
    }

    /// The point named by property `name`, with its option `option`; a point without it is a problem.
    pub(crate) fn option(&mut self, tree: &Tree, name: &str, option: &'static str) -> Option<(PointId, u8)> {
        let id = tree.word(name)?;
        let found = self.agreement.option(id, option);
        if found.is_none() {
            self.problems.add(tree.span, Message::new("reading-without-option").text("id", id).text("option", option));
        }
        found
    }
}
