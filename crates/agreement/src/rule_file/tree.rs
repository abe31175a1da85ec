//! A checked tree: what a rule file holds after every node was held against the vocabulary.

use super::vocabulary::{self, Child, Need, Shape, Slot, Space, Takes};
use crate::id::Digest;
use crate::message::Message;
use crate::problem::Problems;
use jiff::civil::Date;
use kdl::{KdlDocument, KdlEntry, KdlNode, KdlValue};
use std::collections::BTreeMap;

/// Nesting beyond this is refused before the text is parsed, so that no input can exhaust the stack.
const DEPTH_MAX: usize = 60;

/// The parser recovers from each wrong mark by recursion, so a run of marks that no rule file holds is refused.
const MARKS_MAX: usize = 120;
/// Files larger than this are refused: no agreement is, and some wrong input costs the parser more than linear time.
const BYTES_MAX: usize = 1 << 20;

/// A value of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Val {
    /// An identifier or a word of a closed list.
    Id(String),
    /// A whole number.
    Number(i64),
    /// A day.
    Date(Date),
    /// Yes or no, in the rule file's own words.
    Flag(bool),
    /// Text.
    Text(String),
    /// A share: numerator and denominator.
    Share(u32, u32),
    /// A digest.
    Digest(Digest),
}

/// A node that the vocabulary knows, with values of the right kinds.
#[derive(Clone, Debug)]
pub struct Tree {
    /// Its shape.
    pub shape: &'static Shape,
    /// Arguments in order.
    pub args: Vec<Val>,
    /// Properties by name.
    pub props: Vec<(&'static str, Val)>,
    /// Children in order.
    pub children: Vec<Tree>,
    /// Bytes of the node's name in the file.
    pub span: (usize, usize),
}

impl Tree {
    /// The property `name`, if given.
    pub fn prop(&self, name: &str) -> Option<&Val> {
        self.props.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The identifier or word of property `name`, if given.
    pub fn word(&self, name: &str) -> Option<&str> {
        self.prop(name).and_then(Val::id)
    }

    /// The number of property `name`, if given.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.prop(name).and_then(Val::number)
    }

    /// The day of property `name`, if given.
    pub fn date(&self, name: &str) -> Option<Date> {
        match self.prop(name) {
            Some(Val::Date(date)) => Some(*date),
            _ => None,
        }
    }

    /// Whether property `name` is given as `#true`.
    pub fn flag(&self, name: &str) -> bool {
        self.prop(name) == Some(&Val::Flag(true))
    }

    /// The first argument as an identifier or word; empty if there is none.
    pub fn id(&self) -> &str {
        self.args.first().and_then(Val::id).unwrap_or("")
    }

    /// All arguments as identifiers or words.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.args.iter().filter_map(Val::id)
    }

    /// The first child called `name`.
    pub fn child(&self, name: &str) -> Option<&Tree> {
        self.all(name).next()
    }

    /// The children called `name`.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Tree> {
        self.children.iter().filter(move |child| child.shape.name == name)
    }

    /// The first argument of the first child called `name`, as an identifier or word.
    pub fn child_word(&self, name: &str) -> Option<&str> {
        self.child(name).map(Tree::id)
    }

    /// The first argument of the first child called `name`, as a number.
    pub fn child_number(&self, name: &str) -> Option<i64> {
        self.child(name).and_then(|child| child.args.first()).and_then(Val::number)
    }
}

impl Val {
    /// The identifier, word or text.
    pub fn id(&self) -> Option<&str> {
        match self {
            Val::Id(id) | Val::Text(id) => Some(id),
            _ => None,
        }
    }

    /// The number.
    pub fn number(&self) -> Option<i64> {
        match self {
            Val::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// Reads the text of a rule file into checked trees; every problem is added to `problems`.
pub fn read(text: &str, problems: &mut Problems) -> Vec<Tree> {
    let Some(document) = parse(text, problems) else { return Vec::new() };
    let shapes: Vec<Child> = vocabulary::top().map(vocabulary::has_many).collect();
    let mut reader = Reader { problems, defined: BTreeMap::new(), referred: Vec::new() };
    let trees: Vec<Tree> = document.nodes().iter().filter_map(|node| reader.node(node, &shapes)).collect();
    reader.resolve();
    trees
}

/// Parses KDL 2; a text that is too deep or not KDL gives only problems.
pub fn parse(text: &str, problems: &mut Problems) -> Option<KdlDocument> {
    if let Some(offset) = too_deep(text) {
        problems.add((offset, 1), Message::new("kdl-too-deep").number("most", DEPTH_MAX as i64));
        return None;
    }
    if let Some(offset) = too_many_marks(text) {
        problems.add((offset, 1), Message::new("kdl-too-many-marks").number("most", MARKS_MAX as i64));
        return None;
    }
    if text.len() > BYTES_MAX {
        problems.add((BYTES_MAX, 0), Message::new("kdl-too-large").number("most", BYTES_MAX as i64));
        return None;
    }
    match text.parse::<KdlDocument>() {
        Ok(document) => Some(document),
        Err(error) => {
            for diagnostic in &error.diagnostics {
                let detail = diagnostic.message.clone().unwrap_or_default();
                let span = (diagnostic.span.offset(), diagnostic.span.len());
                problems.add(span, Message::new("kdl-syntax").text("detail", detail));
            }
            None
        }
    }
}

/// The offset at which nesting exceeds the limit, or closing marks exceed the opening ones by as much; counted roughly
/// (braces in text count too).
fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut comments, mut offset) = (0i64, 0i64, 0);
    while offset < bytes.len() {
        let pair = (bytes[offset], bytes.get(offset + 1));
        match pair {
            (b'{', _) => depth += 1,
            (b'}', _) => depth -= 1,
            (b'/', Some(b'*')) => comments += 1,
            (b'*', Some(b'/')) => comments -= 1,
            _ => {}
        }
        if depth.abs().max(comments.abs()) > DEPTH_MAX as i64 {
            return Some(offset);
        }
        // The two bytes of a comment mark belong to one mark only.
        offset += if matches!(pair, (b'/', Some(b'*')) | (b'*', Some(b'/'))) { 2 } else { 1 };
    }
    None
}

/// The offset at which one node, counted roughly by lines, has too many marks. A line goes on where it ends with `\`, or
/// where a comment or a long text may hold the line break.
fn too_many_marks(text: &str) -> Option<usize> {
    let (mut count, mut offset) = (0, 0);
    for line in text.split_inclusive('\n') {
        for (at, _) in line.match_indices(['=', ')', '"', ']']) {
            count += 1;
            if count > MARKS_MAX {
                return Some(offset + at);
            }
        }
        let goes_on = line.trim_end().ends_with('\\') || ["/*", "*/", "\"\"\"", "#\""].iter().any(|mark| line.contains(mark));
        if !goes_on {
            count = 0;
        }
        offset += line.len();
    }
    None
}

struct Reader<'p> {
    problems: &'p mut Problems,
    defined: BTreeMap<Space, BTreeMap<String, (usize, usize)>>,
    referred: Vec<(Space, String, (usize, usize))>,
}

fn span_of(node: &KdlNode) -> (usize, usize) {
    (node.name().span().offset(), node.name().span().len())
}

fn entry_span(entry: &KdlEntry) -> (usize, usize) {
    (entry.span().offset(), entry.span().len())
}

impl Reader<'_> {
    fn node(&mut self, node: &KdlNode, known: &[Child]) -> Option<Tree> {
        let name = node.name().value();
        let span = span_of(node);
        let Some(child) = known.iter().find(|child| child.shape.name == name) else {
            let names = known.iter().map(|child| child.shape.name);
            self.problems.add(span, nearest(Message::new("unknown-node").text("name", name), name, names));
            return None;
        };
        let shape = child.shape;
        let mut tree = Tree { shape, args: Vec::new(), props: Vec::new(), children: Vec::new(), span };
        self.entries(node, shape, &mut tree);
        if vocabulary::is_kind(shape.name) && tree.prop("id").is_none() {
            self.define(Space::Rule, shape.name, span);
        }
        let children = node.children().map(KdlDocument::nodes).unwrap_or_default();
        tree.children = children.iter().filter_map(|inner| self.node(inner, shape.children)).collect();
        self.count_children(&tree);
        Some(tree)
    }

    fn entries(&mut self, node: &KdlNode, shape: &'static Shape, tree: &mut Tree) {
        let mut position = 0;
        for entry in node.entries() {
            let slot = match entry.name() {
                Some(name) => shape.props.iter().find(|slot| slot.name == name.value()),
                None => argument_slot(shape, position),
            };
            let Some(slot) = slot else {
                let name = entry.name().map_or_else(|| entry.value().to_string(), |name| name.value().to_owned());
                let known = shape.props.iter().map(|slot| slot.name);
                let said = Message::new("unknown-property").text("name", &name).text("node", shape.name);
                self.problems.add(entry_span(entry), nearest(said, &name, known));
                continue;
            };
            if entry.name().is_none() {
                position += 1;
            }
            let Some(value) = self.value(entry, slot) else { continue };
            match entry.name() {
                Some(_) => tree.props.push((slot.name, value)),
                None => tree.args.push(value),
            }
        }
        self.missing_slots(shape, tree, position);
    }

    fn missing_slots(&mut self, shape: &Shape, tree: &Tree, given: usize) {
        for (index, slot) in shape.args.iter().enumerate() {
            if index >= given && slot.need != Need::Maybe {
                self.problems.add(tree.span, Message::new("missing-argument").text("name", slot.name).text("node", shape.name));
            }
        }
        for slot in shape.props.iter().filter(|slot| slot.need == Need::One) {
            // A property whose value was wrong has its own problem already; this one says only that there is none.
            if tree.prop(slot.name).is_none() {
                self.problems.add(tree.span, Message::new("missing-property").text("name", slot.name).text("node", shape.name));
            }
        }
    }

    fn count_children(&mut self, tree: &Tree) {
        for child in tree.shape.children {
            let count = tree.all(child.shape.name).count();
            if child.need == Need::One && count == 0 {
                let said = Message::new("missing-node").text("name", child.shape.name).text("node", tree.shape.name);
                self.problems.add(tree.span, said);
            }
            if child.need != Need::Many && count > 1 {
                let said = Message::new("repeated-node").text("name", child.shape.name).text("node", tree.shape.name);
                self.problems.add(tree.span, said);
            }
        }
    }

    fn value(&mut self, entry: &KdlEntry, slot: &Slot) -> Option<Val> {
        let span = entry_span(entry);
        let value = self.typed(entry.value(), slot.takes, span);
        if value.is_none() {
            let said = Message::new("wrong-value")
                .text("name", slot.name)
                .text("given", entry.value().to_string())
                .text("expected", expected(slot.takes));
            self.problems.add(span, said);
        }
        value
    }

    fn typed(&mut self, value: &KdlValue, takes: Takes, span: (usize, usize)) -> Option<Val> {
        let text = value.as_string();
        match takes {
            Takes::New(space) => {
                let id = text.filter(|id| is_id(id))?;
                self.define(space, id, span);
                Some(Val::Id(id.to_owned()))
            }
            Takes::Ref(space) => {
                let id = text?;
                self.referred.push((space, id.to_owned(), span));
                Some(Val::Id(id.to_owned()))
            }
            Takes::Number => {
                let number = value.as_integer()?;
                (0..=1_000_000).contains(&number).then_some(Val::Number(number as i64))
            }
            Takes::Hours => {
                let hours = value.as_integer()?;
                (-14..=14).contains(&hours).then_some(Val::Number(hours as i64))
            }
            Takes::Date => text?.parse().ok().map(Val::Date),
            Takes::Word(words) => words.iter().find(|word| Some(**word) == text).map(|word| Val::Id((*word).to_owned())),
            Takes::Flag => value.as_bool().map(Val::Flag),
            Takes::Text => text.map(|text| Val::Text(text.to_owned())),
            Takes::Share => share(text?),
            Takes::Digest => Digest::from_hex(text?).map(Val::Digest),
        }
    }

    fn define(&mut self, space: Space, id: &str, span: (usize, usize)) {
        if space != Space::Entry && self.defined.entry(space).or_default().insert(id.to_owned(), span).is_some() {
            self.problems.add(span, Message::new("duplicate-id").text("id", id));
        } else if space == Space::Entry {
            // Options of different readings may share a word, and an entry may be named by more than one node.
            self.defined.entry(space).or_default().insert(id.to_owned(), span);
        }
    }

    fn resolve(&mut self) {
        for (space, id, span) in std::mem::take(&mut self.referred) {
            let spaces: &[Space] = match space {
                Space::Voters => &[Space::Body, Space::Group],
                _ => &[space],
            };
            let names: Vec<&String> =
                spaces.iter().filter_map(|space| self.defined.get(space)).flat_map(|ids| ids.keys()).collect();
            let wanted = if space == Space::Cite { id.split('.').next().unwrap_or("") } else { id.as_str() };
            if !names.iter().any(|name| *name == wanted) {
                let said = Message::new("unknown-id").text("id", &id);
                self.problems.add(span, nearest(said, wanted, names.iter().map(|name| name.as_str())));
            }
        }
    }
}

fn argument_slot(shape: &'static Shape, position: usize) -> Option<&'static Slot> {
    shape.args.get(position).or_else(|| shape.args.last().filter(|slot| slot.need == Need::Many))
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn share(text: &str) -> Option<Val> {
    let (over, under) = text.split_once('/')?;
    let (over, under): (u32, u32) = (over.parse().ok()?, under.parse().ok()?);
    (under > 0 && over <= under && under <= 1_000_000).then_some(Val::Share(over, under))
}

fn expected(takes: Takes) -> String {
    match takes {
        Takes::New(_) | Takes::Ref(_) => "a_lower_case_id".to_owned(),
        Takes::Number => "0 … 1000000".to_owned(),
        Takes::Hours => "-14 … 14".to_owned(),
        Takes::Date => "\"2017-07-01\"".to_owned(),
        Takes::Word(words) => words.join(" | "),
        Takes::Flag => "#true | #false".to_owned(),
        Takes::Text => "\"…\"".to_owned(),
        Takes::Share => "\"2/3\"".to_owned(),
        Takes::Digest => "SHA-256".to_owned(),
    }
}

/// Adds the known word nearest to `word`, if one is near enough to be a slip of the pen.
pub(crate) fn nearest<'n>(message: Message, word: &str, known: impl Iterator<Item = &'n str>) -> Message {
    let best = known.map(|name| (distance(word, name), name)).min();
    match best {
        Some((far, name)) if far <= 1 + name.len() / 4 => message.text("nearest", name),
        _ => message.text("nearest", ""),
    }
}

/// Edit distance (two neighbours that changed places count as one slip) over the first forty characters of each word.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().take(40).collect(), other.chars().take(40).collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for i in 1..=one.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let same = usize::from(one[i - 1] != other[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(row[j - 1] + 1).min(rows[i - 1][j - 1] + same);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}
