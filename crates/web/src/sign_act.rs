//! Signing for the party: the text once more, the statement that is signed, and the ways to sign it: with a passkey here, or with a key file
//! elsewhere (`counterpart sign`). All of them are equal; the node itself never signs for anybody.

use crate::chrome::{Chrome, html};
use crate::form::{Choice, Fault, Field, Form, Kind, Typed};
use crate::marking;
use crate::scan::Scan;
use crate::send::audience::{self, AUDIENCES};
use crate::site::{Link, Site, Text};
use agreement::act::{Act, ActKind, Event};
use agreement::events::Draft;
use agreement::events::form::{self as acts, Filled};
use agreement::id::{Digest, MatterId};
use agreement::message::Message;
use agreement::report;
use askama::Template;
use office::Action;

/// A post that signs for the party, as its own record has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Its name.
    pub name: String,
    /// What it is to the agreement: `head`, `mandated`, `officer`.
    pub rank: &'static str,
}

/// A statement that waits for its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// Its bytes, in base64.
    pub statement: String,
    /// What is signed: the act's id, in hexadecimal digits.
    pub act: String,
    /// Whether it was signed on paper, and a custodian records that.
    pub on_paper: bool,
}

/// What stands on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// What was typed.
    pub typed: Typed,
    /// The statement, once it is made.
    pub prepared: Option<Prepared>,
    /// The scan of a letter that was signed on paper.
    pub scan: Option<Scan>,
    /// What is wrong with the scan.
    pub faults: Vec<Fault>,
    /// Why it was not taken.
    pub refused: Vec<String>,
}

/// Which act in which matter.
pub struct Target {
    kind: ActKind,
    matter: MatterId,
}

/// Whether acts of a kind are signed by an officer.
pub fn is_signed(kind: ActKind) -> bool {
    matches!(kind, ActKind::Sign | ActKind::Withdraw | ActKind::Vote)
}

impl Target {
    /// Reads `sign/extension/macao-4`.
    pub fn of(site: &Site<'_>, path: &str) -> Option<Target> {
        let (act, matter) = path.split_once('/')?;
        let kind = crate::send::kind_named(act).filter(|kind| is_signed(*kind))?;
        let matter = site.words.agreement.matter(matter)?;
        report::takes(&site.view, matter, kind).then_some(Target { kind, matter })
    }

    fn path(&self, site: &Site<'_>) -> String {
        format!("sign/{}/{}", self.kind.name(), site.words.agreement.matter_name(self.matter))
    }

    /// The act that brought the text which is signed, and the text's digest.
    fn text<'s>(&self, site: &Site<'s>) -> Option<(Digest, &'s Event)> {
        site.view.events(self.matter).find_map(|one| match &one.act {
            Act::ProposeAmendment { text, .. }
            | Act::ProposeExtension { text, .. }
            | Act::ProposeEpoch { text, .. }
            | Act::ProposeDecision { text, .. } => Some((*text, one)),
            _ => None,
        })
    }

    /// The draft that the form asks for, and the post that signs it; none if it names no post of this party.
    pub fn draft(&self, site: &Site<'_>, shown: &Shown) -> Option<(Draft, String)> {
        let typed = &shown.typed;
        let post = site.posts.iter().find(|post| post.name == typed.get("post"))?;
        let matter = site.words.agreement.matter_name(self.matter);
        let mut fields = vec![("on".to_owned(), vec![matter])];
        let text = self.text(site).map(|(digest, _)| digest.to_string());
        match self.kind {
            ActKind::Sign => fields.push(("post".to_owned(), vec![post.rank.to_owned()])),
            ActKind::Vote => {
                fields.push(("vote".to_owned(), vec![typed.get("vote").to_owned()]));
                fields.push(("text".to_owned(), vec![text?]));
            }
            _ => {}
        }
        if shown.scan.is_some() {
            let readers = AUDIENCES.into_iter().find(|name| *name == typed.get("audience")).unwrap_or(AUDIENCES[0]);
            fields.push(("paper".to_owned(), vec!["true".to_owned()]));
            fields.push(("audience".to_owned(), vec![readers.to_owned()]));
            let day = typed.get("occurred");
            fields.extend((!day.is_empty()).then(|| ("occurred".to_owned(), vec![day.to_owned()])));
        }
        let filled = Filled { fields, ..Filled::default() };
        let draft = acts::read(site.words.agreement, self.kind, site.party, &filled).ok()?;
        Some((draft, post.name.clone()))
    }
}

/// Where whoever reads can sign an act; none if they may not, or look at another day.
pub fn address(site: &Site<'_>, kind: ActKind, matter: MatterId) -> Option<String> {
    let may = is_signed(kind) && site.visitor.is_some_and(|visitor| visitor.may(Action::Sign));
    let here = may && site.on() == site.today && report::takes(&site.view, matter, kind);
    here.then(|| site.href(&Target { kind, matter }.path(site)))
}

#[derive(Template)]
#[template(path = "sign_act.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    matter: Link,
    matter_label: String,
    text_label: String,
    text: Vec<Text>,
    text_act: Option<Link>,
    said: String,
    refused: Vec<String>,
    no_post: Option<String>,
    form: Option<Form>,
    ways: Option<Ways>,
}

/// The statement with the ways to sign it.
struct Ways {
    on_paper: Option<String>,
    act_label: String,
    act: String,
    act_said: String,
    statement: String,
    passkey_label: String,
    passkey_said: String,
    passkey: String,
    passkey_failed: String,
    file_label: String,
    file_said: String,
    file: String,
    file_action: String,
    command: String,
    signed_label: String,
    signed: String,
    signed_action: String,
    path: String,
}

/// The page; none if nothing can be signed at this address.
pub fn page(site: &Site<'_>, path: &str, shown: &Shown) -> Option<(u16, String)> {
    let target = Target::of(site, path)?;
    let visitor = site.visitor?;
    if let Some(role) = visitor.lacks(Action::Sign) {
        return Some((403, crate::chrome::needs(site, role)));
    }
    let title = site.words.language.sentence(&crate::send::name(site, target.kind));
    let text = target.text(site);
    let status = if shown.refused.is_empty() && shown.faults.is_empty() { 200 } else { 422 };
    let form = (shown.prepared.is_none() && !site.posts.is_empty()).then(|| form(site, &target, shown));
    let page = Page {
        chrome: Chrome::of(site, &target.path(site), &title),
        heading: title,
        matter: site.matter(target.matter),
        matter_label: site.key("page-in-matter"),
        text_label: site.key("send-on-record"),
        text: text.map(|(_, one)| site.written_of(one.place)).unwrap_or_default(),
        text_act: text.map(|(_, one)| site.act(one.place)),
        said: site.say(Message::new("sign-act-said").body("party", site.party)),
        refused: shown.refused.clone(),
        no_post: site.posts.is_empty().then(|| site.key("sign-act-no-post")),
        form,
        ways: shown.prepared.as_ref().map(|prepared| ways(site, &target, prepared)),
    };
    Some((status, html(&page)))
}

/// The fields of a letter that was signed on paper: its scan, how it is marked, who may read it, and the day on which it was signed.
fn on_paper(site: &Site<'_>) -> Vec<Field> {
    let custodians = site.posts.iter().filter(|post| post.rank == "mandated").map(|post| post.name.as_str());
    let custodians = custodians.collect::<Vec<_>>().join(" · ");
    if custodians.is_empty() {
        return Vec::new();
    }
    let hint = site.say(Message::new("sign-act-paper-hint").text("posts", custodians));
    let choice =
        |name: &&str| Choice { value: (*name).to_owned(), text: audience::said(site, name), chosen: *name == AUDIENCES[0] };
    vec![
        Field::new(site, "file", "sign-act-paper", Kind::File).optional().hint(hint),
        Field::new(site, "marking", "marking", Kind::Choice(marking::choices(site))).optional(),
        Field::new(site, "audience", "sign-act-paper-readers", Kind::Choice(AUDIENCES.iter().map(choice).collect())),
        Field::new(site, "occurred", "sign-act-paper-day", Kind::Day).optional(),
    ]
}

fn form(site: &Site<'_>, target: &Target, shown: &Shown) -> Form {
    let post = |post: &Post| {
        let text = format!("{} ({})", post.name, site.words.word(post.rank));
        Choice { value: post.name.clone(), text, chosen: false }
    };
    let mut fields = vec![Field::new(site, "post", "sign-act-post", Kind::Choice(site.posts.iter().map(post).collect()))];
    if target.kind == ActKind::Vote {
        let choice = |word: &&str| Choice { value: (*word).to_owned(), text: site.words.word(word), chosen: false };
        let votes = agreement::act::Ballot::WORDS.iter().map(choice).collect();
        fields.push(Field::new(site, "vote", "field-vote", Kind::Choice(votes)));
    }
    fields.extend(on_paper(site));
    if crate::send::asks_unmarked(&shown.typed, &shown.faults) {
        fields.push(crate::send::unmarked(site));
    }
    Form::new(site, "statement", &target.path(site), "sign-act-prepare").fields(fields).back(site, &shown.typed, &shown.faults)
}

fn ways(site: &Site<'_>, target: &Target, prepared: &Prepared) -> Ways {
    let file = format!("{}.act", &prepared.act[..12.min(prepared.act.len())]);
    Ways {
        on_paper: prepared.on_paper.then(|| site.key("sign-act-on-paper")),
        act_label: site.key("sign-act-id"),
        act: prepared.act.clone(),
        act_said: site.key("sign-act-id-said"),
        statement: prepared.statement.clone(),
        passkey_label: site.key("sign-act-by-passkey"),
        passkey_said: site.key("sign-act-by-passkey-said"),
        passkey: site.key("sign-act-passkey"),
        passkey_failed: site.key("sign-act-passkey-failed"),
        file_label: site.key("sign-act-by-file"),
        file_said: site.key("sign-act-by-file-said"),
        file: site.key("sign-act-file"),
        file_action: site.href("sign_file"),
        command: format!("counterpart sign {file} --key KEY"),
        signed_label: site.key("sign-act-signed"),
        signed: site.key("sign-act-lay"),
        signed_action: site.href("sign_lay"),
        path: target.path(site),
    }
}
