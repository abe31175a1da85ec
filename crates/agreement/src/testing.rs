//! For rule tables: a rule file and a script in, one plain line for each answer out.
//!
//! Script lines are those of `events::script`; `? MATTER` asks how a matter stands, `? duties`, `? next` and `? MATTER +`
//! (with detail) ask the rest; `? public` asks what the public sees, `? ready` and `? evidence` ask what nodes should write, `? ballot MATTER` whether it is over;
//! `put away` names what rests. Expected lines are written by hand.

use crate::act::Event;
use crate::agreement::Agreement;
use crate::ballot;
use crate::calendar::Calendars;
use crate::events::script::{self, Line};
use crate::finding::{Because, Finding};
use crate::id::PointId;
use crate::plain;
use crate::problem::Problems;
use crate::reading::{Answer, Choice, Readings};
use crate::report;
use crate::state::State;
use crate::view::View;
use jiff::civil::Date;

/// Runs `script` (commands without `>`) under `rules` and gives its answers, one per line.
pub fn run(rules: &str, script: &str) -> String {
    run_with(rules, script, &Calendars::default())
}

/// The same, with calendars.
pub fn run_with(rules: &str, script: &str, calendars: &Calendars) -> String {
    let agreement = Agreement::read(rules).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let mut run = Run {
        state: State::new(&agreement),
        today: "2018-01-01".parse().unwrap(),
        known_at: None,
        readings: Readings::all(&agreement.points),
        calendars,
        out: String::new(),
    };
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        run.line(line);
    }
    run.out
}

struct Run<'a> {
    state: State<'a>,
    today: Date,
    known_at: Option<Date>,
    readings: Readings,
    calendars: &'a Calendars,
    out: String,
}

impl Run<'_> {
    fn say(&mut self, line: String) {
        self.out.push_str(&line);
        self.out.push('\n');
    }

    fn line(&mut self, line: &str) {
        if let Some(day) = line.strip_prefix("on ") {
            self.today = day.parse().unwrap();
        } else if let Some(day) = line.strip_prefix("known ") {
            self.known_at = Some(day.parse().unwrap());
        } else if let Some(question) = line.strip_prefix("? ") {
            self.ask(question);
        } else if line == "put away" {
            self.put_away();
        } else {
            self.act(line);
        }
    }

    /// The event of a script line, as its author would write it today.
    fn event(&self, line: &str) -> Event {
        let mut problems = Problems::default();
        let lines = script::lines(&format!(">{line}"), &mut problems);
        let Some((_, Line::Command(tokens, _))) = lines.first() else { panic!("{line}: {problems:?}") };
        let draft = script::act(self.state.agreement, tokens, &mut problems);
        let draft = draft.unwrap_or_else(|| panic!("{line}: {:?}", problems.0));
        draft.event(&self.state, self.today)
    }

    fn act(&mut self, line: &str) {
        let event = self.event(line);
        let place = self.state.agreement.place_name(event.place);
        let said = match self.state.fold(event) {
            Ok(ruling) if ruling.under.is_empty() => return,
            Ok(ruling) => {
                let under: Vec<String> = ruling.under.iter().map(|choice| under(self.state.agreement, choice)).collect();
                format!("{place} lawful under {}", under.join(" or "))
            }
            Err(refused) => {
                let cite = refused.cite.map_or("record", |cite| self.state.agreement.cite(cite));
                format!("refused {} [{cite}]", plain::line(self.state.agreement, &refused.why.message()))
            }
        };
        self.say(said);
    }

    /// The acts that the public sees.
    fn public(&self) -> Vec<String> {
        let (agreement, today) = (self.state.agreement, self.today);
        let view = View::of_the_public(&self.state, today, today, &self.readings, self.calendars);
        let matters: Vec<_> = view.matters().collect();
        let seen =
            matters.into_iter().flat_map(|matter| view.events(matter).map(move |event| (matter, event)).collect::<Vec<_>>());
        let line = |(matter, event): (_, &Event)| {
            let (matter, place) = (agreement.matter_name(matter), agreement.place_name(event.place));
            format!("public {matter} {place} {}", event.act.kind().name())
        };
        seen.map(line).collect()
    }

    fn ask(&mut self, question: &str) {
        let agreement = self.state.agreement;
        let view = View::new(&self.state, self.today, self.known_at.unwrap_or(self.today), &self.readings, self.calendars);
        let (what, detail) = question.strip_suffix(" +").map_or((question, false), |what| (what, true));
        let lines = match what {
            "duties" => report::duties(&view)
                .iter()
                .flat_map(|duty| {
                    let item = duty.item.map_or(String::new(), |item| format!(" item {item}"));
                    let head = format!("{} {}.{}{item}", agreement.rule(duty.rule).id, duty.year, duty.turn + 1);
                    branches(agreement, &head, &duty.answer, |one| match one {
                        None => vec!["no such occurrence".to_owned()],
                        Some(one) => {
                            let said = show(agreement, &one.finding);
                            let due = format!("{} due {}", said[0], one.period.due);
                            [vec![due], said[1..].to_vec()].concat()
                        }
                    })
                })
                .collect(),
            "next" => report::steps(&view)
                .iter()
                .map(|step| {
                    let who: Vec<&str> = step.who.iter().map(|body| agreement.body_of(*body).id.as_str()).collect();
                    let matter = step.matter.map_or(String::new(), |matter| format!(" on {}", agreement.matter_name(matter)));
                    let item = step.item.map_or(String::new(), |item| format!(" item {item}"));
                    let due = step
                        .due
                        .map_or(String::new(), |due| format!(" by {}{}", due.day, if due.provisional { "?" } else { "" }));
                    format!("next {} {}{matter}{item}{due}", who.join(","), step.act.name())
                })
                .collect(),
            "public" => self.public(),
            "ready" => self.ready(),
            "evidence" => self.evidence(),
            matter => {
                if let Some(ballot) = matter.strip_prefix("ballot ") {
                    return self.say(self.ballot(ballot));
                }
                let id = agreement.matter(matter).unwrap_or_else(|| panic!("no matter {matter}"));
                match report::stand(&view, id, detail) {
                    Some(answer) => branches(agreement, matter, &answer, |one| show(agreement, one)),
                    None => vec![format!("{matter}: nothing")],
                }
            }
        };
        lines.into_iter().for_each(|line: String| self.say(line));
    }

    /// What the ballot called `name` has come to for one that has seen all.
    fn ballot(&self, name: &str) -> String {
        let matter = self.state.agreement.matter(name).unwrap_or_else(|| panic!("no matter {name}"));
        let by_now = self.event("public_record gives evidence");
        let said = [
            ("committed by all", ballot::is_committed_by_all(&self.state, matter)),
            ("decided", ballot::is_decided(&self.state, matter, &by_now)),
            ("dead", ballot::is_dead(&self.state, matter, &by_now)),
        ];
        let said: Vec<&str> = said.into_iter().filter_map(|(word, holds)| holds.then_some(word)).collect();
        format!("ballot {name}: {}", if said.is_empty() { "open".to_owned() } else { said.join(", ") })
    }

    /// Puts away what rests, and names it; no question after it can be answered of that.
    fn put_away(&mut self) {
        self.state.put_away();
        let away = self.state.matters().map(|(matter, _)| matter).filter(|matter| self.state.is_away(*matter));
        let names: Vec<String> = away.map(|matter| self.state.agreement.matter_name(matter)).collect();
        names.into_iter().for_each(|name| self.say(format!("away {name}")));
    }

    /// What each party's node may commit on today.
    fn ready(&self) -> Vec<String> {
        let agreement = self.state.agreement;
        let of = |party| {
            let ready = ballot::ready_to_commit(&self.state, party, self.today).into_iter();
            ready.map(move |(matter, sign)| {
                let name = &agreement.body_of(party).id;
                format!("ready {name} {} signed {}", agreement.matter_name(matter), agreement.place_name(sign))
            })
        };
        agreement.parties().flat_map(of).collect()
    }

    /// For what each party's node should give evidence today.
    fn evidence(&self) -> Vec<String> {
        let agreement = self.state.agreement;
        let of = |party| {
            let awaited = ballot::awaited_evidence(&self.state, self.calendars, party, self.today).into_iter();
            awaited.map(move |awaited| {
                let (name, by) = (&agreement.body_of(party).id, &agreement.body_of(awaited.by).id);
                let act = awaited.act.map_or(format!("{by}, absent"), |act| agreement.place_name(act));
                format!("evidence {name} on {} of {act} by {}", agreement.matter_name(awaited.matter), awaited.deadline)
            })
        };
        agreement.parties().flat_map(of).collect()
    }
}

fn under(agreement: &Agreement, choice: &Choice) -> String {
    let named = |(point, option): &(PointId, u8)| {
        let point = &agreement.points[usize::from(point.0)];
        format!("{}={}", point.id, point.options[usize::from(*option)])
    };
    choice.iter().map(named).collect::<Vec<_>>().join(" ")
}

fn branches<T>(agreement: &Agreement, head: &str, answer: &Answer<T>, show: impl Fn(&T) -> Vec<String>) -> Vec<String> {
    let mut lines = Vec::new();
    for (choice, value) in &answer.0 {
        let under = if choice.is_empty() { String::new() } else { format!(" ({})", under(agreement, choice)) };
        let shown = show(value);
        lines.push(format!("{head}{under}: {}", shown[0]));
        lines.extend(shown[1..].iter().cloned());
    }
    lines
}

fn show(agreement: &Agreement, finding: &Finding) -> Vec<String> {
    let on = finding.on.map_or(String::new(), |day| format!(" on {day}"));
    let mut lines = vec![format!("{}{on}", finding.status.word())];
    finding.because.iter().for_each(|because| ground(agreement, because, 1, &mut lines));
    lines
}

fn ground(agreement: &Agreement, because: &Because, depth: usize, lines: &mut Vec<String>) {
    let cite = because.cite.map_or(String::new(), |cite| format!(" [{}]", agreement.cite(cite)));
    let events: Vec<String> = because.events.iter().map(|place| agreement.place_name(*place)).collect();
    let from = if events.is_empty() { String::new() } else { format!(" <- {}", events.join(" ")) };
    lines.push(format!("{}{}{cite}{from}", "  ".repeat(depth), plain::line(agreement, &because.message)));
    because.inner.iter().for_each(|inner| ground(agreement, inner, depth + 1, lines));
}
