//! The table against the engine's own, and against its own printed form.

use super::*;
use agreement::Agreement;
use expect_test::expect_file;
use std::fmt::Write as _;

#[test]
fn every_kind_of_the_engine_has_a_row_with_its_fields_in_order() {
    for kind in ActKind::ALL {
        let row = row(*kind);
        assert_eq!(row.name, kind.name());
        assert_eq!(super::kind(row.name), Some(*kind));
        let names: Vec<&str> = row.slots.iter().map(|slot| slot.name).collect();
        assert_eq!(names, kind.fields(), "{}", row.name);
        assert!(row.slots.is_sorted_by(|a, b| a.number < b.number) && row.slots.iter().all(|slot| slot.number > 0));
    }
    assert_eq!(super::kind("empower"), None);
}

/// The printed table is compared with the committed one: a number, name or form that changes here breaks signed records.
#[test]
fn the_table_is_the_committed_one() {
    let mut table = String::new();
    for kind in ActKind::ALL {
        let row = row(*kind);
        let opens = if row.effect == Opening::Opens { " opens a matter" } else { "" };
        writeln!(table, "{}{opens}", row.name).unwrap();
        print(row.slots, &mut table);
    }
    for verb in crate::act_format::v1::VerbKind::ALL {
        writeln!(table, "record: {}", verb.name()).unwrap();
        print(verb.slots(), &mut table);
    }
    expect_file!["table.txt"].assert_eq(&table);
}

fn print(slots: &[Slot], table: &mut String) {
    for slot in slots {
        let Slot { number, name, shape, presence } = slot;
        let optional = if *presence == Presence::Optional { ", may be absent" } else { "" };
        // The simulator's suite is in no release.
        let shape = format!("{shape:?}").replace(", \"keyed-hash\"", "");
        writeln!(table, "    {number} {name}: {shape}{optional}").unwrap();
    }
}

#[test]
fn references_that_the_record_does_not_know_are_named() {
    let rules = include_str!("../../../../../../agreements/greater_bay_area_2017/rules.kdl");
    let agreement = Agreement::read(rules).expect("the rules of the repository");
    let known = crate::act_format::ActId([1; 32]);
    let place = Place { log: BodyId(0), number: 4 };
    let lookup = Lookup { agreement: &agreement, place: &|act| (act == known).then_some(place), opened: &|_| None };
    let unknown = crate::act_format::ActId([2; 32]);
    let act = |kind, fields| ReferenceAct { kind, fields }.act(&lookup);
    let problem = |field, fault| Err(FieldProblem { field, fault });
    let body = |id: &str| Said::Body(id.to_owned());
    let bodies = |ids: &[&str]| vec![(1, Said::List(ids.iter().map(|id| body(id)).collect()))];
    assert_eq!(act(ActKind::AcceptCall, vec![(1, Said::Act(known))]), Ok(Act::AcceptCall { call: place }));
    let fault = FieldFault::UnknownAct(unknown);
    assert_eq!(act(ActKind::AcceptCall, vec![(1, Said::Act(unknown))]), problem("call", fault.clone()));
    let matter = crate::act_format::v1::MatterRef::Opened(unknown);
    let escalate = vec![(1, Said::Matter(matter)), (2, Said::Digest([0; 32]))];
    assert_eq!(act(ActKind::Escalate, escalate), problem("from", fault.clone()));
    let merges =
        vec![(1, Said::Number(1)), (2, Said::Digest([0; 32])), (3, Said::List(vec![Said::Act(known), Said::Act(unknown)]))];
    assert_eq!(act(ActKind::Circulate, merges), problem("merges", fault));
    let about = vec![(1, body("atlantis")), (2, Said::Text("x".to_owned()))];
    assert_eq!(act(ActKind::ReportPaper, about), problem("about", FieldFault::UnknownBody("atlantis".to_owned())));
    assert!(act(ActKind::HoldMeeting, bodies(&["ndrc", "guangdong", "macao"])).is_ok());
    for wrong in [&["guangdong", "ndrc"][..], &["ndrc", "ndrc"]] {
        assert_eq!(act(ActKind::HoldMeeting, bodies(wrong)), problem("attended", FieldFault::NotInOrder));
    }
    assert_eq!(act(ActKind::ParkTask, vec![]), problem("item", FieldFault::Missing));
    assert_eq!(act(ActKind::ParkTask, vec![(1, Said::Flag)]), problem("item", FieldFault::Wrong));
    // Nothing that a leaf could not say is written.
    let naming = Naming { agreement: &agreement, act_id: &|_| None };
    let unnamed = ReferenceAct::of(&Act::Correct { event: place }, &naming);
    assert_eq!(unnamed, Err(FieldProblem { field: "event", fault: FieldFault::NoSuchPlace(place) }));
}

#[test]
fn a_field_is_found_by_its_name() {
    let said = ReferenceAct { kind: ActKind::ParkTask, fields: vec![(1, Said::Number(7))] };
    assert_eq!(said.field("item"), Some(&Said::Number(7)));
    assert_eq!(said.field("text"), None);
}
