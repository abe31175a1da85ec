//! Also listed in (另見其他清單): the same work stands on the lists of other mechanisms too. This side keeps a register of where, under which
//! number; one return on the item feeds all of them.

use crate::chrome::{Chrome, html};
use crate::form::{Choice, Fault, Field, Form, Kind, Typed, missing};
use crate::key_work::{List, text_of};
use crate::progress::last_report;
use crate::site::{Link, Site, Text};
use agreement::act::{Act, Event};
use agreement::id::MatterId;
use agreement::message::Message;
use askama::Template;
use office::Action;
use office::liaison::{AlsoListed, OtherList};
use papers::csv::{MARK, line};

/// The path of the page below the language.
pub const PATH: &str = "also_listed";

/// The register, and the form that came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The other lists.
    pub lists: Vec<OtherList>,
    /// What stands on which of them.
    pub entries: Vec<AlsoListed>,
    /// What was typed.
    pub typed: Typed,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

#[derive(Template)]
#[template(path = "also_lists.html")]
struct Lists {
    chrome: Chrome,
    heading: String,
    said: String,
    lists: Vec<(Link, String)>,
    none: String,
    form: Option<Form>,
}

#[derive(Template)]
#[template(path = "also_listed.html")]
struct OneList {
    chrome: Chrome,
    heading: String,
    back: Link,
    said: String,
    file: Link,
    columns: [String; 4],
    rows: Vec<Row>,
    none: String,
}

/// One item of ours on another list.
struct Row {
    number: String,
    reference: String,
    item: Link,
    text: Text,
    /// Stage and day of the last return of this side.
    last: String,
    returned: Vec<Text>,
}

/// Where an item is also listed, on its own page.
#[derive(Template)]
#[template(path = "also_listed_item.html")]
pub struct OfItem {
    label: String,
    said: String,
    entries: Vec<Entry>,
    strike: String,
    action: Option<String>,
    form: Option<Form>,
    form_label: String,
}

struct Entry {
    id: i64,
    list: Link,
    number: String,
    reference: String,
}

/// The page of all lists, or that of one; none if there is no such list.
pub fn page(site: &Site<'_>, rest: &str, shown: &Shown) -> Option<String> {
    if rest.is_empty() {
        return Some(lists(site, shown));
    }
    let list = shown.lists.iter().find(|list| list.id.to_string() == rest)?;
    Some(html(&OneList {
        chrome: Chrome::of(site, &format!("{PATH}/{rest}"), &list.name),
        heading: list.name.clone(),
        back: Link { href: site.href(PATH), text: site.key("also-listed-lists") },
        said: site.say(Message::new("also-listed-of").body("party", site.party).date("day", site.on())),
        file: Link { href: site.href(&format!("{PATH}/{rest}/csv")), text: site.key("also-listed-file") },
        columns: columns(site),
        rows: rows(site, list.id, shown),
        none: site.key("also-listed-nothing"),
    }))
}

fn columns(site: &Site<'_>) -> [String; 4] {
    ["also-listed-number", "field-item", "progress-last", "also-listed-reference"].map(|key| site.label(key))
}

fn lists(site: &Site<'_>, shown: &Shown) -> String {
    let title = site.key("also-listed-lists");
    let list = |list: &OtherList| {
        let count = shown.entries.iter().filter(|entry| entry.list.id == list.id).count();
        let link = Link { href: site.href(&format!("{PATH}/{}", list.id)), text: list.name.clone() };
        (link, site.say(Message::new("also-listed-count").number("count", count as i64)))
    };
    let keeps = site.visitor.is_some_and(|visitor| visitor.may(Action::Send));
    let name = Field::new(site, "name", "also-listed-name", Kind::Line).hint(site.key("also-listed-name-hint"));
    let form = || Form::new(site, "list", "also_listed/list", "also-listed-add").fields(vec![name]);
    html(&Lists {
        chrome: Chrome::of(site, PATH, &title),
        heading: title,
        said: site.key("also-listed-said"),
        lists: shown.lists.iter().map(list).collect(),
        none: site.key("also-listed-no-list"),
        form: keeps.then(|| form().back(site, &shown.typed, &shown.faults)),
    })
}

/// The list and the item of an entry, if the record has them on the day that is asked about.
fn found<'s, 'a>(site: &'s Site<'a>, entry: &AlsoListed) -> Option<List<'s, 'a>> {
    let matter = site.words.agreement.matter(&entry.matter)?;
    let list = List::of(site, matter.rule, matter.year()?)?;
    list.round.items.get(&entry.item)?.current?;
    Some(list)
}

fn rows(site: &Site<'_>, list: i64, shown: &Shown) -> Vec<Row> {
    let row = |entry: &AlsoListed| {
        let own = found(site, entry)?;
        let (last, returned) = last(site, own.matter, entry.item);
        Some(Row {
            number: entry.number.clone(),
            reference: entry.reference.clone(),
            item: crate::key_work::proposals::item_of_matter(&own, entry.item),
            text: text_of(site, own.round.items.get(&entry.item)?.current?),
            last,
            returned,
        })
    };
    shown.entries.iter().filter(|entry| entry.list.id == list).filter_map(row).collect()
}

/// Stage and day of this side's last return on an item, and its words.
fn last(site: &Site<'_>, matter: MatterId, item: u32) -> (String, Vec<Text>) {
    let said = |event: &Event| match &event.act {
        Act::ReportProgress { stage, .. } => {
            let stage = site.words.language.sentence(&site.words.word(stage.word()));
            (format!("{stage} · {}", site.words.date(event.occurred)), site.texts_of(event.place, usize::MAX))
        }
        _ => Default::default(),
    };
    last_report(site, matter, item).map_or_else(|| (site.key("key-work-no-report"), Vec::new()), said)
}

/// One list as a file of comma-separated values (RFC 4180), for a spreadsheet; none if there is no such list.
pub fn file(site: &Site<'_>, list: i64, shown: &Shown) -> Option<String> {
    let name = &shown.lists.iter().find(|one| one.id == list)?.name;
    let plain = |texts: &[Text]| texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join("\n");
    let cells = |row: &Row| {
        [
            row.number.clone(),
            row.item.text.clone(),
            row.text.text.clone(),
            row.last.clone(),
            plain(&row.returned),
            row.reference.clone(),
        ]
    };
    let [number, item, last, reference] = columns(site);
    let head = [number, item, site.key("send-text"), last, site.key("also-listed-returned"), reference];
    let title = [name.clone(), site.words.date(site.on())];
    let sample = (site.sample || site.words.agreement.sample).then(|| line(&[site.key("sample")]));
    let lines = rows(site, list, shown).iter().map(|row| line(&cells(row))).collect::<Vec<_>>();
    Some(format!("{MARK}{}", sample.into_iter().chain([line(&title), line(&head)]).chain(lines).collect::<String>()))
}

/// The other lists on which an item stands, with their numbers there, for a list of items.
pub fn feeds(site: &Site<'_>, entries: &[AlsoListed], matter: MatterId, item: u32) -> Vec<String> {
    let name = site.words.agreement.matter_name(matter);
    let own = entries.iter().filter(|entry| entry.matter == name && entry.item == item);
    own.map(|entry| format!("{} {}", entry.list.name, entry.number)).collect()
}

/// What the page of an item says of it; none where there is nothing to say, and nobody who could enter something.
pub fn of_item(list: &List<'_, '_>, item: u32, shown: &Shown) -> Option<OfItem> {
    let site = list.site;
    let matter = site.words.agreement.matter_name(list.matter);
    let keeps = site.visitor.is_some_and(|visitor| visitor.may(Action::Send)) && site.on() == site.today;
    let own = shown.entries.iter().filter(|entry| entry.matter == matter && entry.item == item);
    let entry = |entry: &AlsoListed| Entry {
        id: entry.id,
        list: Link { href: site.href(&format!("{PATH}/{}", entry.list.id)), text: entry.list.name.clone() },
        number: entry.number.clone(),
        reference: entry.reference.clone(),
    };
    let entries = own.map(entry).collect::<Vec<_>>();
    let form = (keeps && !shown.lists.is_empty()).then(|| {
        let action = format!("{PATH}/{matter}/item/{item}");
        let lists = shown.lists.iter().map(|one| Choice { value: one.id.to_string(), text: one.name.clone(), chosen: false });
        let form = Form::new(site, "also", &action, "also-listed-keep").fields(vec![
            Field::new(site, "list", "also-listed-list", Kind::Choice(lists.collect())),
            Field::new(site, "number", "also-listed-number", Kind::Line),
            Field::new(site, "reference", "also-listed-reference", Kind::Line).optional(),
        ]);
        form.back(site, &shown.typed, &shown.faults)
    });
    (form.is_some() || !entries.is_empty()).then(|| OfItem {
        label: site.key("also-listed"),
        said: site.key("also-listed-item-said"),
        entries,
        strike: site.key("also-listed-strike"),
        action: keeps.then(|| site.href(&format!("{PATH}/strike"))),
        form,
        form_label: site.key("also-listed-enter"),
    })
}

/// Reads an entry of the form on an item's page. `path` is `key_work/2018/item/3`.
pub fn read(path: &str, lists: &[OtherList], typed: &Typed) -> Option<Result<AlsoListed, Vec<Fault>>> {
    let (matter, item) = path.split_once("/item/")?;
    let item = item.parse().ok()?;
    let mut faults = missing(typed, &["list", "number"]);
    let long = |name: &&'static str| typed.get(name).chars().count() > 60;
    faults.extend(["number", "reference"].into_iter().filter(|name| long(name)).map(|name| (name, "form-too-long")));
    let list = lists.iter().find(|list| list.id.to_string() == typed.get("list"));
    Some(match list {
        Some(list) if faults.is_empty() => Ok(AlsoListed {
            id: 0,
            matter: matter.to_owned(),
            item,
            list: list.clone(),
            number: typed.get("number").to_owned(),
            reference: typed.get("reference").to_owned(),
        }),
        _ => Err(if faults.is_empty() { vec![("list", "form-not-understood")] } else { faults }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_names_a_list_that_there_is() {
        let lists = [OtherList { id: 4, name: "粵港".to_owned() }];
        let typed = |fields: &[(&str, &str)]| {
            Typed(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
        };
        let read = |path, fields: &[(&str, &str)]| read(path, &lists, &typed(fields));
        let good = read("key_work/2018/item/3", &[("list", "4"), ("number", "B-7")]).expect("an item").expect("a good form");
        assert_eq!((good.matter.as_str(), good.item, good.list.id, good.number.as_str()), ("key_work/2018", 3, 4, "B-7"));
        assert_eq!(read("key_work/2018", &[]), None);
        assert_eq!(
            read("key_work/2018/item/3", &[("list", "5"), ("number", "1")]),
            Some(Err(vec![("list", "form-not-understood")]))
        );
        assert_eq!(read("key_work/2018/item/3", &[("list", "4")]), Some(Err(vec![("number", "form-missing")])));
    }
}
