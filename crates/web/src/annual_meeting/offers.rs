//! What can be done now about a meeting by whoever reads, with the fields filled in that follow from the record.

use super::{Meeting, call, minutes};
use crate::send;
use crate::site::Link;
use agreement::act::{Act, ActKind};
use agreement::message::Message;

/// The acts that are open, in the order in which a meeting goes.
pub fn of(meeting: &Meeting<'_, '_>) -> Vec<Link> {
    let site = meeting.site;
    let name = |kind| site.words.language.sentence(&send::name(site, kind));
    let offer = |kind, filled: &str| {
        let href = send::address(site, kind, meeting.matter, None)?;
        let filled = if filled.is_empty() { String::new() } else { format!("?{filled}") };
        Some(Link { href: format!("{href}{filled}"), text: name(kind) })
    };
    let calls = call::standing(&meeting.events, &meeting.rule.of);
    let mut offers: Vec<Option<Link>> = Vec::new();
    match meeting.held() {
        None => {
            let ours = calls.iter().filter(|call| call.awaited(&meeting.rule.of).contains(&site.party));
            offers.extend(ours.map(|call| {
                let place = site.words.agreement.place_name(call.event.place);
                let link = offer(ActKind::AcceptCall, &format!("call={place}"))?;
                let about = Message::new("annual-meeting-call-of").text("act", &link.text);
                Some(Link { text: site.say(about.body("by", call.event.author).date("day", call.day)), ..link })
            }));
            offers.push(offer(ActKind::CallMeeting, ""));
            offers.push(issue(meeting));
            let day = calls.iter().map(|call| call.day).filter(|day| *day <= site.on()).max();
            offers.push(offer(ActKind::HoldMeeting, &day.map_or(String::new(), |day| format!("occurred={day}"))));
            offers.push(offer(ActKind::RecordReason, ""));
        }
        Some(_) => {
            let has_minutes = minutes::current(meeting).is_some();
            offers.extend(minutes::awaits(meeting, site.party).then(|| offer(ActKind::ApproveMinutes, "")));
            let circulate = offer(ActKind::CirculateMinutes, "");
            let own = || site.key("annual-meeting-own-wording");
            offers.push(circulate.map(|link| if has_minutes { Link { text: own(), ..link } } else { link }));
            let last = meeting.events.iter().filter_map(|event| match event.act {
                Act::AgreeFollowUp { item, .. } => Some(item),
                _ => None,
            });
            offers.push(offer(ActKind::AgreeFollowUp, &format!("item={}", last.max().unwrap_or(0) + 1)));
        }
    }
    offers.into_iter().flatten().collect()
}

/// The own form of an issue, where one may be placed.
fn issue(meeting: &Meeting<'_, '_>) -> Option<Link> {
    let site = meeting.site;
    send::address(site, ActKind::PlaceIssue, meeting.matter, None)?;
    Some(Link { href: site.href(&meeting.path("/issue")), text: site.key("annual-meeting-place-issue") })
}
