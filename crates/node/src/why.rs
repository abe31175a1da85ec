//! `why ID`: the grounds of whatever an identifier names: a matter, a rule, an event, a provision, an entry, a reading.

use crate::answer::Asker;
use agreement::agreement::Ground;
use agreement::decision::Form;
use agreement::id::{Cite, MatterId, Occasion, Place};
use agreement::kinds::Kind;
use agreement::message::Message;
use agreement::plain;
use agreement::report;
use agreement::state::State;
use serde_json::{Value, json};
use words::tell::grounds::{indented, rests_on};
use words::tell::{duties, event, status};

/// What is known of `id`, as lines; `None` if nothing bears that name.
pub fn why(asker: &Asker<'_>, state: &State<'_>, id: &str) -> Option<Vec<String>> {
    let agreement = asker.words.agreement;
    if let Some(place) = agreement.place(id) {
        return event_lines(asker, state, place);
    }
    if let Some(matter) = agreement.matter(id) {
        return matter_lines(asker, state, matter);
    }
    let named = [body_lines(asker, id), group_lines(asker, id), decision_lines(asker, id)].concat();
    let lines = [named, cite_lines(asker, id), entry_lines(asker, id), reading_lines(asker, id)].concat();
    Some(lines).filter(|lines| !lines.is_empty())
}

fn event_lines(asker: &Asker<'_>, state: &State<'_>, place: Place) -> Option<Vec<String>> {
    let (matter, recorded) = state.event(place)?;
    let words = asker.words;
    let mut lines = indented(&event::line(words, &recorded.event, Some(matter)), 0, "");
    lines.extend(event::content(words, &recorded.event).iter().flat_map(|said| indented(said, 2, "· ")));
    let rule = words.agreement.rule(matter.rule);
    lines.extend(indented(&rests_on(words, rule.cite), 2, "· "));
    if let Some(day) = state.corrected(place).filter(|day| *day <= asker.known_at) {
        lines.extend(indented(&words.say(&Message::new("why-corrected").date("day", day)), 2, "· "));
    }
    if recorded.under.is_empty() {
        lines.extend(indented(&words.key("why-lawful"), 2, "· "));
    }
    for choice in &recorded.under {
        let said = Message::new("lawful-only-under").text("reading", words.reading(choice));
        lines.extend(indented(&words.say(&said), 2, "› "));
    }
    if !recorded.event.cites.is_empty() {
        let seen = words.arg(&agreement::message::Arg::Places(recorded.event.cites.clone()));
        lines.extend(indented(&words.say(&Message::new("why-seen").text("places", seen)), 2, "· "));
    }
    Some(lines)
}

fn matter_lines(asker: &Asker<'_>, state: &State<'_>, matter: MatterId) -> Option<Vec<String>> {
    let view = asker.view(state);
    let words = asker.words;
    let mut lines = Vec::new();
    if let Some(answer) = report::stand(&view, matter, true) {
        lines.extend(status::matter(words, matter, &answer));
    }
    let within = |duty: &agreement::finding::Duty| duty.matter.is_none_or(|own| own == matter);
    if lines.is_empty() && matter.occasion == Occasion::Standing {
        // What is not answered as a whole still has a name, and a provision to rest on.
        lines.extend(rule_lines(words, matter));
    }
    let (owed, of_periods): (Vec<_>, Vec<_>) =
        report::duties(&view).into_iter().filter(|duty| duty.is_of(matter)).partition(within);
    if !owed.is_empty() {
        lines.extend(duties::duties(words, &owed));
    }
    if !of_periods.is_empty() {
        lines.extend(duties::periods(words, &of_periods));
    }
    if matter.occasion == Occasion::Standing {
        lines.extend(opened(asker, &view, matter));
    }
    let acts: Vec<_> = view.events(matter).collect();
    if !acts.is_empty() {
        lines.push(words.key("why-acts"));
    }
    lines.extend(acts.into_iter().flat_map(|one| indented(&event::brief(words, one), 2, "")));
    Some(lines).filter(|lines| !lines.is_empty())
}

/// The rule of a matter, with the provision that it rests on.
fn rule_lines(words: &words::Words<'_>, matter: MatterId) -> Vec<String> {
    let rule = words.agreement.rule(matter.rule);
    let name = words.language.sentence(&named(words, &words.vocabulary.name(&rule.id), &rule.id));
    [indented(&name, 0, ""), indented(&rests_on(words, rule.cite), 2, "· ")].concat()
}

/// The matters that acts opened under a rule.
fn opened(asker: &Asker<'_>, view: &agreement::view::View<'_>, matter: MatterId) -> Vec<String> {
    let opened = view.matters_of(matter.rule).filter(|id| *id != matter);
    let names: Vec<String> = opened.map(|id| asker.words.agreement.matter_name(id)).collect();
    if names.is_empty() {
        return Vec::new();
    }
    indented(&format!("{}{}", asker.words.key("known-matters"), names.join(" ")), 0, "")
}

/// A body: its full name, what it rests on, and the groups that it belongs to.
fn body_lines(asker: &Asker<'_>, id: &str) -> Vec<String> {
    let words = asker.words;
    let Some(body) = words.agreement.body(id) else { return Vec::new() };
    let mut lines = indented(&words.language.sentence(&named(words, &words.short_body(body), id)), 0, "");
    let full = Message::new("why-full-name").text("name", words.body(body));
    lines.extend(indented(&words.say(&full), 2, "· "));
    lines.extend(words.agreement.body_of(body).cite.iter().flat_map(|cite| indented(&rests_on(words, *cite), 2, "· ")));
    let groups = words.agreement.groups.iter().filter(|(_, members)| members.contains(&body));
    let groups: Vec<String> = groups.map(|(id, _)| words.vocabulary.short(id)).collect();
    if !groups.is_empty() {
        let said = Message::new("why-groups").text("groups", words.language.list(&groups));
        lines.extend(indented(&words.say(&said), 2, "· "));
    }
    lines
}

/// A group: who belongs to it.
fn group_lines(asker: &Asker<'_>, id: &str) -> Vec<String> {
    let words = asker.words;
    let Some((_, members)) = words.agreement.groups.iter().find(|(known, _)| known == id) else { return Vec::new() };
    let name = words.language.sentence(&named(words, &words.vocabulary.name(id), id));
    let members: Vec<String> = members.iter().map(|body| words.short_body(*body)).collect();
    let members = Message::new("why-members").text("members", words.language.list(&members));
    [indented(&name, 0, ""), indented(&words.say(&members), 2, "· ")].concat()
}

/// A decision rule: who decides and how consent is given, what it rests on, and the rules that decide by it.
fn decision_lines(asker: &Asker<'_>, id: &str) -> Vec<String> {
    let words = asker.words;
    let agreement = words.agreement;
    let Some(decision) = agreement.decision_id(id) else { return Vec::new() };
    let rule = agreement.decision(decision);
    let form = match rule.form {
        Form::Signature => "why-decided-by-signature",
        Form::Vote => "why-decided-by-vote",
    };
    let name = words.language.sentence(&named(words, &words.vocabulary.name(id), id));
    let mut lines = indented(&name, 0, "");
    lines.extend(indented(&words.say(&Message::new(form).bodies("by", rule.deciders())), 2, "· "));
    lines.extend(indented(&rests_on(words, rule.cite), 2, "· "));
    let decides = |kind: &Kind| match kind {
        Kind::OrganDecision(organ) => organ.decision == decision,
        kind => kind.provision().ballot() == Some(decision),
    };
    let uses = agreement.rules.iter().filter(|rule| decides(&rule.kind));
    let uses: Vec<String> = uses.map(|rule| named(words, &words.vocabulary.name(&rule.id), &rule.id)).collect();
    if !uses.is_empty() {
        let said = Message::new("why-decides").text("rules", words.language.list(&uses));
        lines.extend(indented(&words.say(&said), 2, "· "));
    }
    lines
}

/// What is asked about, with the identifier that was asked for.
fn named(words: &words::Words<'_>, name: &str, id: &str) -> String {
    words.say(&Message::new("why-named").text("name", name).text("id", id))
}

fn cite_lines(asker: &Asker<'_>, id: &str) -> Vec<String> {
    let words = asker.words;
    let agreement = words.agreement;
    let Some(index) = agreement.cites.iter().position(|(known, _)| known == id) else { return Vec::new() };
    let mut lines = indented(&named(words, &words.cite(Cite(index as u16)), id), 0, "");
    for (kind, key) in [("heading", "why-heading"), ("summary", "why-summary")] {
        let provision = id.split('.').next().unwrap_or(id);
        if let Some(said) = words.vocabulary.said(kind, provision) {
            lines.extend(indented(&words.say(&Message::new(key).text("text", said)), 2, "· "));
        }
    }
    let (date, evidence) = match &agreement.cites[index].1 {
        Ground::Source { date, evidence, .. } => (*date, evidence.as_deref()),
        Ground::Provision { evidence, .. } => (None, evidence.as_deref()),
        Ground::Setting(_) | Ground::Part => (None, None),
    };
    let dated = date.map(|date| words.say(&Message::new("why-source").date("day", date)));
    let evidence = evidence.map(|word| words.key(&format!("evidence-{}", word.replace('_', "-"))));
    let evidence = evidence.map(|said| words.say(&Message::new("why-evidence").text("evidence", said)));
    lines.extend([dated, evidence].iter().flatten().flat_map(|said| indented(said, 2, "· ")));
    let within = |cite: Cite| agreement.cite(cite) == id || agreement.cite(cite).starts_with(&format!("{id}."));
    let rules = agreement.rules.iter().filter(|rule| within(rule.cite));
    let rules: Vec<String> = rules.map(|rule| named(words, &words.vocabulary.name(&rule.id), &rule.id)).collect();
    if !rules.is_empty() {
        lines.extend(indented(&words.say(&Message::new("why-rules").text("rules", words.language.list(&rules))), 2, "· "));
    }
    let entries: Vec<_> = agreement.entries.iter().filter(|entry| entry.cite.is_some_and(within)).collect();
    if !entries.is_empty() {
        lines.extend(indented(&words.key("why-entries"), 2, "· "));
        lines.extend(
            entries.iter().flat_map(|entry| indented(&format!("{}  {}", words.vocabulary.name(&entry.id), entry.id), 4, "› ")),
        );
    }
    lines
}

fn entry_lines(asker: &Asker<'_>, id: &str) -> Vec<String> {
    let words = asker.words;
    let mut lines = Vec::new();
    for entry in words.agreement.entries.iter().filter(|entry| entry.id == id) {
        let said = words.vocabulary.said("silent", id).map_or_else(|| words.vocabulary.name(id), str::to_owned);
        lines.extend(indented(&named(words, &said, id), 0, ""));
        if let Some(cite) = entry.cite {
            lines.extend(indented(&rests_on(words, cite), 2, "· "));
        }
        if let Some(reason) = &entry.reason {
            let said = words.vocabulary.said("reason", reason).unwrap_or(reason);
            lines.extend(indented(&words.say(&Message::new("why-reason").text("text", said)), 2, "· "));
        }
    }
    lines
}

fn reading_lines(asker: &Asker<'_>, id: &str) -> Vec<String> {
    let words = asker.words;
    let Some(point) = words.agreement.points.iter().find(|point| point.id == id) else { return Vec::new() };
    let mut lines = indented(words.vocabulary.said("reading", id).unwrap_or(id), 0, "");
    lines.extend(indented(&rests_on(words, point.cite), 2, "· "));
    for option in &point.options {
        let said = words.vocabulary.said("option", &format!("{id}.{option}")).unwrap_or(option);
        lines.extend(indented(&format!("{said}  {id}={option}"), 2, "› "));
    }
    lines
}

/// The grounds of `id` as data: the proof tree of a matter, or what is cited.
pub fn data(asker: &Asker<'_>, state: &State<'_>, id: &str) -> Option<Value> {
    let agreement = asker.words.agreement;
    if let Some(matter) = agreement.matter(id) {
        let view = asker.view(state);
        let answer = report::stand(&view, matter, true);
        let stand = answer.map(|given| plain::answer(agreement, &given, |one| plain::finding(agreement, one)));
        let owed = report::duties(&view)
            .into_iter()
            .filter(|duty| duty.matter == Some(matter) || duty.rule == matter.rule && duty.matter.is_none());
        let owed: Vec<Value> = owed.map(|duty| plain::duty(agreement, &duty)).collect();
        return Some(json!({"id": id, "rules": agreement.digest.to_string(), "stand": stand, "duties": owed}));
    }
    why(asker, state, id).map(|lines| json!({"id": id, "rules": agreement.digest.to_string(), "said": lines}))
}
