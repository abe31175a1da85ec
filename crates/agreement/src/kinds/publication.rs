//! Publication: what an act says is put before the public, item by item, with a day, an authority and a text for everyone.
//!
//! Whether the parties publish at all is for the agreement's data to say. A body publishes its own word when it likes; a text of
//! several only once each of them has agreed to it. So no publication tells what any of them thinks of a text that stands open.

use super::{Kind, Provision};
use crate::act::{Act, ActKind, Event};
use crate::agreement::Agreement;
use crate::ballot;
use crate::finding::Finding;
use crate::id::{BodyId, Cite, MatterId};
use crate::reading::{Answer, Choice};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, one};
use crate::state::Case;
use crate::view::View;

/// The power to publish.
#[derive(Debug)]
pub struct Publication {
    /// Who may.
    pub by: Vec<BodyId>,
}

/// `publication cite=… by=…`
pub const SHAPE: Shape =
    Shape { name: "publication", args: &[], props: &[RULE_ID, CITE, one("by", Takes::Ref(Space::Voters))], children: &[] };

/// Whose word is to be published, and the readings under which it may be; no readings for all.
pub(super) enum Whose {
    /// Of one body, which alone may publish it.
    Own(Vec<Choice>),
    /// Of all who agreed to it, each of which may.
    All(Vec<Choice>),
}

impl Publication {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<Publication> {
        Some(Publication { by: lookup.voters(tree, "by") })
    }
}

fn of(agreement: &Agreement) -> Option<(Cite, &Publication)> {
    let mut rules = agreement.rules_of(|kind| if let Kind::Publication(rule) = kind { Some(rule) } else { None });
    rules.next().map(|(id, rule)| (agreement.rule(id).cite, rule))
}

/// What a refusal to publish rests on: the rule on publication, where there is one.
pub(crate) fn cite(agreement: &Agreement, act: &Act) -> Option<Cite> {
    matches!(act, Act::Publish { .. }).then(|| of(agreement)).flatten().map(|(cite, _)| cite)
}

/// Judges a publication; `whose` says of the act that is to be published whose word it is, or why it is not for the public.
pub(super) fn check<'s>(
    case: &Case<'s>,
    whose: impl FnOnce(&'s Event) -> Result<Whose, Refusal>,
) -> Result<Vec<Choice>, Refusal> {
    let (act, matter, agreement) = (case.event.act.kind(), case.matter, case.state.agreement);
    let Act::Publish { of: place, under, .. } = &case.event.act else { return Err(Refusal::NotInThisMatter { act, matter }) };
    let (_, rule) = of(agreement).ok_or(Refusal::TextSilent { act })?;
    case.itself(&rule.by)?;
    let known = |id: &String| {
        agreement.entries.iter().any(|entry| entry.id == *id)
            || agreement.parties().any(|party| agreement.body_of(party).id == *id)
    };
    if let Some(entry) = under.iter().find(|id| !known(id)) {
        return Err(Refusal::EntryUnknown { entry: entry.clone() });
    }
    let published = case.seen(*place).filter(|_| !case.saw_corrected(*place)).ok_or(Refusal::CitesUnseen { cited: *place })?;
    match whose(published)? {
        Whose::Own(_) if published.author != case.event.author => {
            Err(Refusal::NotEntitled { by: case.event.author, act, may: vec![published.author] })
        }
        Whose::Own(under) | Whose::All(under) => Ok(under),
    }
}

/// What the kinds say of an act that is for its author alone to publish, and of every act that nobody publishes.
pub(super) fn own(event: &Event, kinds: &[ActKind]) -> Result<Whose, Refusal> {
    let act = event.act.kind();
    if kinds.contains(&act) { Ok(Whose::Own(Vec::new())) } else { Err(Refusal::NotForThePublic { act }) }
}

/// The text of all, if nobody is left `from` whom agreement is awaited.
pub(super) fn of_all(from: Vec<BodyId>) -> Result<Whose, Refusal> {
    if from.is_empty() { Ok(Whose::All(Vec::new())) } else { Err(Refusal::NotAgreedByAll { from }) }
}

/// The text of a ballot is published once it is decided, under the readings under which its commitments count.
pub(super) fn of_ballot(case: &Case<'_>, event: &Event, voters: &[BodyId]) -> Result<Whose, Refusal> {
    let Some(paper) = ballot::paper(&event.act, voters) else { return own(event, &[]) };
    of_all(ballot::uncommitted(case, &paper))?;
    Ok(Whose::All(ballot::committed_under(case, &paper)))
}

impl Provision for Publication {
    fn accepts(&self, _act: ActKind) -> bool {
        false
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        Err(Refusal::NotInThisMatter { act: case.event.act.kind(), matter: case.matter })
    }

    fn stand(&self, _view: &View<'_>, _matter: MatterId, _detail: bool) -> Option<Answer<Finding>> {
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::kinds::key_work::tests::{AGREED, FOUR, PROPOSED};
    use crate::testing::run;
    use expect_test::{Expect, expect};

    const PUBLISHING: &str = "publication cite=end by=four";

    /// What is said to `script` after two items of 2018 were agreed by all.
    fn check(script: &str, expect: Expect) {
        expect.assert_eq(&run(&format!("{FOUR}{PUBLISHING}"), &format!("{PROPOSED}{AGREED}\n on 2018-03-01\n{script}")));
    }

    #[test]
    fn nobody_publishes_where_the_data_do_not_say_so() {
        let script = format!("{PROPOSED}{AGREED}\n macao publishes of ndrc/3 text \"x\" authority \"office\" on key_work/2018");
        expect![[r#"
            refused text-silent act=publish [art_12]
        "#]]
        .assert_eq(&run(FOUR, &script));
    }

    #[test]
    fn what_all_have_agreed_to_each_of_them_may_publish() {
        check(
            "
            ndrc publishes of ndrc/3 text \"public\" authority \"office\" on key_work/2018
            macao publishes of ndrc/4 text \"public\" authority \"office\" stage under_way on key_work/2018
            national_departments publishes of ndrc/3 text \"public\" authority \"office\" on key_work/2018
            public_record publishes of ndrc/3 text \"public\" authority \"office\" on key_work/2018
            macao publishes of ndrc/99 text \"public\" authority \"office\" on key_work/2018
            macao publishes of ndrc/3 text \"public\" authority \"office\" on key_work/2019
            macao publishes of ndrc/3 text \"public\" authority \"office\" on progress
            macao publishes of ndrc/3 text \"public\" authority \"office\" under moon on key_work/2018
            macao publishes of ndrc/3 text \"public\" authority \"office\" under macao on key_work/2018
        ",
            expect![[r#"
                refused not-entitled by=national_departments act=publish may=ndrc,guangdong,hong_kong,macao [end]
                refused not-entitled by=public_record act=publish may=ndrc,guangdong,hong_kong,macao [end]
                refused cites-unseen cited=ndrc/99 [end]
                refused cites-unseen cited=ndrc/3 [end]
                refused not-in-this-matter act=publish matter=progress [end]
                refused entry-unknown entry=moon [end]
            "#]],
        );
    }

    #[test]
    fn a_text_that_stands_open_is_not_published_whoever_lacks() {
        check(
            "
            ndrc circulates item 3 text \"three\" on key_work/2018
            guangdong gives opinion agree item 3 text \"three\" on key_work/2018
            hong_kong gives opinion no_comment item 3 text \"three\" on key_work/2018
            macao gives opinion reserve item 3 text \"three\" on key_work/2018
            ndrc publishes of ndrc/6 text \"public\" authority \"office\" on key_work/2018
            hong_kong gives opinion no_comment letter_says_consent item 3 text \"three\" on key_work/2018
            macao gives opinion agree item 3 text \"three\" on key_work/2018
            ndrc publishes of ndrc/6 text \"public\" authority \"office\" on key_work/2018
            ndrc states departments sought items 3 on key_work/2018
            ndrc publishes of ndrc/6 text \"public\" authority \"office\" on key_work/2018
        ",
            expect![[r#"
                refused not-agreed-by-all from=hong_kong,macao [end]
                refused not-agreed-by-all from=ndrc [end]
                ndrc/8 lawful under departments_concur=sought_only
            "#]],
        );
    }

    #[test]
    fn a_text_is_agreed_only_if_all_consented_to_it_at_one_time_and_then_stays_so() {
        check(
            "
            ndrc circulates item 3 text \"three\" on key_work/2018
            macao gives opinion agree item 3 text \"three\" on key_work/2018
            on 2018-03-02
            macao gives opinion reserve item 3 text \"three\" on key_work/2018
            on 2018-03-03
            guangdong gives opinion agree item 3 text \"three\" on key_work/2018
            hong_kong gives opinion agree item 3 text \"three\" on key_work/2018
            ndrc states departments agreed items 3 on key_work/2018
            ndrc publishes of ndrc/6 text \"public\" authority \"office\" on key_work/2018
            macao reports progress under_way item 3 text \"begun\" on key_work/2018
            macao publishes of macao/7 text \"begun\" authority \"office\" stage under_way on key_work/2018
            on 2018-03-04
            macao gives opinion agree item 3 text \"three\" on key_work/2018
            on 2018-03-05
            macao gives opinion reserve item 3 text \"three\" on key_work/2018
            ndrc circulates item 3 text \"three, redrafted\" on key_work/2018
            ndrc publishes of ndrc/6 text \"public\" authority \"office\" on key_work/2018
            macao publishes of macao/7 text \"begun\" authority \"office\" stage under_way on key_work/2018
            ndrc publishes of ndrc/8 text \"public\" authority \"office\" on key_work/2018
        ",
            expect![[r#"
                refused not-agreed-by-all from=macao [end]
                refused not-agreed-by-all from=macao [end]
                refused not-agreed-by-all from=guangdong,hong_kong,macao [end]
            "#]],
        );
    }

    #[test]
    fn what_its_author_corrected_is_not_published() {
        check(
            "
            macao reports progress under_way item 1 text \"begun\" on key_work/2018
            macao corrects macao/5
            macao publishes of macao/5 text \"begun\" authority \"office\" stage under_way on key_work/2018
        ",
            expect![[r#"
                refused cites-unseen cited=macao/5 [end]
            "#]],
        );
    }

    #[test]
    fn an_answer_that_was_taken_back_counts_neither_for_a_text_nor_against_it() {
        check(
            "
            ndrc circulates item 3 text \"three\" on key_work/2018
            ndrc circulates item 4 text \"four\" on key_work/2018
            macao gives opinion agree item 3 text \"three\" on key_work/2018
            macao gives opinion reserve item 3 text \"three\" on key_work/2018
            macao corrects macao/6
            macao gives opinion agree item 4 text \"four\" on key_work/2018
            macao corrects macao/8
            guangdong gives opinion agree item 3 text \"three\" on key_work/2018
            hong_kong gives opinion agree item 3 text \"three\" on key_work/2018
            guangdong gives opinion agree item 4 text \"four\" on key_work/2018
            hong_kong gives opinion agree item 4 text \"four\" on key_work/2018
            ndrc states departments agreed items 3,4 on key_work/2018
            ndrc publishes of ndrc/6 text \"public\" authority \"office\" on key_work/2018
            ndrc publishes of ndrc/7 text \"public\" authority \"office\" on key_work/2018
            ndrc corrects ndrc/6
            macao publishes of ndrc/6 text \"public\" authority \"office\" on key_work/2018
        ",
            expect![[r#"
                refused not-agreed-by-all from=macao [end]
                refused cites-unseen cited=ndrc/6 [end]
            "#]],
        );
    }

    #[test]
    fn a_report_is_its_authors_to_publish_and_an_opinion_nobodys() {
        check(
            "
            macao reports progress under_way item 1 text \"begun\" on key_work/2018
            macao publishes of macao/5 text \"begun\" authority \"office\" stage under_way on key_work/2018
            hong_kong publishes of macao/5 text \"begun\" authority \"office\" on key_work/2018
            macao publishes of macao/3 text \"our opinion\" authority \"office\" on key_work/2018
            macao publishes of macao/2 text \"our proposal\" authority \"office\" on key_work/2018
        ",
            expect![[r#"
                refused not-entitled by=hong_kong act=publish may=macao [end]
                refused not-for-the-public act=give_opinion [end]
                refused not-for-the-public act=propose_task [end]
            "#]],
        );
    }

    const MEETING: &str = r#"
        agreement test format=1
        provision art_11
        provision end
        party a
        party b
        group both cite=end { members a b }
        reading caller cite=art_11 { option any_party; option all_agree }
        reading signatory cite=end { option head_only; option head_or_mandate }
        decision all_agree voters=both form=signature cite=end { needs { unanimity } }
        entry_into_force cite=end { signature by=both }
        term cite=end { years 5 }
        extension cite=end decision=all_agree
        amendment cite=end decision=all_agree signatory=signatory
        annual_meeting cite=art_11 of=both caller=caller { every "year"; minutes approved_by=both }
        public_consultation cite=art_11 by=both { every "year"; part channels cite=art_11 }
        development_plan cite=art_11 by=both { every "once" }
        publication cite=end by=both
        signed date="2017-07-01" by=both cite=end
    "#;

    fn meeting(script: &str, expect: Expect) {
        expect.assert_eq(&run(MEETING, script));
    }

    #[test]
    fn a_call_is_its_callers_own_where_one_party_can_call_and_minutes_are_of_all() {
        meeting(
            "
            on 2018-03-01
            a calls meeting day 2018-05-01 on annual_meeting/2018
            b publishes of a/2 text \"on 1 May\" authority \"office\" on annual_meeting/2018
            a publishes of a/2 text \"on 1 May\" authority \"office\" on annual_meeting/2018
            b accepts call a/2 on annual_meeting/2018
            b publishes of a/2 text \"on 1 May\" authority \"office\" on annual_meeting/2018
            on 2018-05-02
            a holds meeting attended both on annual_meeting/2018
            a circulates minutes \"minutes\" on annual_meeting/2018
            a approves minutes \"minutes\" on annual_meeting/2018
            a publishes of a/5 text \"minutes\" authority \"office\" on annual_meeting/2018
            b approves minutes \"other minutes\" on annual_meeting/2018
            b approves minutes \"minutes\" on annual_meeting/2018
            a publishes of a/5 text \"minutes\" authority \"office\" on annual_meeting/2018
        ",
            expect![[r#"
                refused not-entitled by=b act=publish may=a [end]
                a/3 lawful under caller=any_party
                refused not-agreed-by-all from=b [end]
                refused text-unknown [art_11]
            "#]],
        );
    }

    #[test]
    fn an_extension_is_published_once_it_is_decided_and_a_consultation_by_who_opened_it() {
        meeting(
            "
            on 2018-03-01
            a proposes extension \"text\" years 5
            a signs on extension/a-2
            b signs on extension/a-2
            a publishes of a/2 text \"extended\" authority \"office\" on extension/a-2
            a commits on extension/a-2
            b commits on extension/a-2
            a publishes of b/2 text \"signed\" authority \"office\" on extension/a-2
            a publishes of a/2 text \"extended\" authority \"office\" on extension/a-2
            b opens consultation text \"question\" until 2018-05-10
            a publishes of b/4 text \"question\" authority \"office\" on public_consultation/b-4
            b publishes of b/4 text \"question\" authority \"office\" on public_consultation/b-4
            a assesses plan text \"assessment\" on development_plan
            a publishes of a/6 text \"assessment\" authority \"office\" on development_plan
            a proposes adjustment text \"to its issuer\" on development_plan
            a publishes of a/8 text \"to its issuer\" authority \"office\" on development_plan
        ",
            expect![[r#"
                refused not-agreed-by-all from=a,b [end]
                refused not-for-the-public act=sign [end]
                refused not-entitled by=a act=publish may=b [end]
                refused not-for-the-public act=propose_adjustment [end]
            "#]],
        );
    }

    #[test]
    fn a_ballot_that_expires_is_published_once_its_commitments_are_shown_to_be_in_time() {
        meeting(
            "
            on 2018-03-01
            a proposes extension \"text\" years 5 until 2018-03-31
            a signs on extension/a-2
            b signs on extension/a-2
            a commits on extension/a-2
            b commits on extension/a-2
            a publishes of a/2 text \"extended\" authority \"office\" on extension/a-2
            b gives evidence
            a publishes of a/2 text \"extended\" authority \"office\" on extension/a-2
            a gives evidence
            a publishes of a/2 text \"extended\" authority \"office\" on extension/a-2
        ",
            expect![[r#"
                refused not-agreed-by-all from=a,b [end]
                refused not-agreed-by-all from=b [end]
            "#]],
        );
    }

    #[test]
    fn what_rests_on_a_mandate_is_published_under_one_reading_until_all_commit_again() {
        meeting(
            "
            on 2018-03-01
            a proposes amendment text \"text\"
            a signs post mandated on amendment/a-2
            b signs on amendment/a-2
            a commits on amendment/a-2
            b commits on amendment/a-2
            a publishes of a/2 text \"amended\" authority \"office\" on amendment/a-2
            a signs on amendment/a-2
            a commits on amendment/a-2
            a publishes of a/2 text \"amended\" authority \"office\" on amendment/a-2
            b commits on amendment/a-2
            a publishes of a/2 text \"amended\" authority \"office\" on amendment/a-2
        ",
            expect![[r#"
                a/3 lawful under signatory=head_or_mandate
                a/4 lawful under signatory=head_or_mandate
                b/3 lawful under signatory=head_or_mandate
                a/5 lawful under signatory=head_or_mandate
                a/8 lawful under signatory=head_or_mandate
            "#]],
        );
    }

    #[test]
    fn of_a_published_ballot_all_is_public_but_what_one_party_reports_of_anothers_paper() {
        meeting(
            "
            on 2018-03-01
            a proposes extension \"text\" years 5
            b reports paper about a text \"letter 7\" on extension/a-2
            a signs on extension/a-2
            b signs on extension/a-2
            a commits on extension/a-2
            b commits on extension/a-2
            a publishes of b/2 text \"letter 7\" authority \"office\" on extension/a-2
            a publishes of a/2 text \"extended\" authority \"office\" on extension/a-2
            ? public
        ",
            expect![[r#"
                refused not-for-the-public act=report_paper [end]
                public entry_into_force a/1 sign
                public entry_into_force b/1 sign
                public extension/a-2 a/2 propose_extension
                public extension/a-2 a/3 sign
                public extension/a-2 a/4 commit
                public extension/a-2 a/5 publish
                public extension/a-2 b/3 sign
                public extension/a-2 b/4 commit
            "#]],
        );
    }

    #[test]
    fn the_public_sees_publications_what_they_name_and_how_it_came_into_force() {
        check(
            "
            ? public
            macao publishes of ndrc/3 text \"public\" authority \"office\" on key_work/2018
            macao reports progress held_up item 1 text \"held up\" on key_work/2018
            public_record records instrument terminates on term
            ? public
            macao corrects macao/5
            ? public
        ",
            expect![[r#"
                public entry_into_force ndrc/1 sign
                public entry_into_force guangdong/1 sign
                public entry_into_force hong_kong/1 sign
                public entry_into_force macao/1 sign
                public entry_into_force ndrc/1 sign
                public entry_into_force guangdong/1 sign
                public entry_into_force hong_kong/1 sign
                public entry_into_force macao/1 sign
                public term public_record/1 record_instrument
                public key_work/2018 ndrc/3 circulate
                public key_work/2018 macao/5 publish
                public entry_into_force ndrc/1 sign
                public entry_into_force guangdong/1 sign
                public entry_into_force hong_kong/1 sign
                public entry_into_force macao/1 sign
                public term public_record/1 record_instrument
            "#]],
        );
    }
}
