//! Coming in and going: with a password, on the way to a page, by passkey, from two browsers, and out.

use super::{HONG_KONG, at, does_not_say, hong_kong, says};
use browser::table::World;
use browser::{Officer, Session};

/// An item of key work, with what is asked of the page.
const ITEM: &str = "key_work/2019/item/3";

pub fn wrongly(world: &World) {
    let reader = world.reader();
    reader.open(&at(world, HONG_KONG, "sign-in"));
    for name in [Officer::Liaison.name(), "nobody"] {
        reader.sign_in(name, "not the password");
        assert_eq!(reader.status(), 422);
        assert_eq!(reader.all("[role=alert]:not([hidden])"), ["The name or the password is not right."]);
        assert_eq!((reader.value("#sign-in-name").as_str(), reader.value("#sign-in-password").as_str()), (name, ""));
    }
    assert_eq!(reader.all("nav.main"), Vec::<String>::new(), "nothing is shown of what officers read");
}

pub fn on_the_way(world: &World) {
    let reader = world.reader();
    for wanted in [ITEM, "key_work/2019?by=party"] {
        reader.open(&at(world, HONG_KONG, wanted));
        assert!(reader.address().starts_with(&at(world, HONG_KONG, "sign-in?to=")), "{}", reader.address());
        does_not_say(&reader, "2019");
        reader.sign_in(Officer::Liaison.name(), world.demo.password());
        assert_eq!(reader.address(), at(world, HONG_KONG, wanted));
        reader.go("form.here button");
    }
}

pub fn to_the_desk(world: &World) {
    let reader = hong_kong(world, Officer::Liaison);
    assert_eq!(reader.all("h1"), ["Desk"]);
    says(&reader, "示範聯絡主任, 8 January 2020");
    let awaited = reader.all("section:has(a.do) h2");
    assert_eq!(awaited, ["Awaited from Hong Kong SAR"]);
    let ways = ["call the meeting", "give an opinion, item 1", "give an opinion, item 2", "acknowledge receipt"];
    assert_eq!(reader.all("section a.do"), ways);
    reader.shot("officer-desk");
}

pub fn by_passkey(world: &World) {
    let reader = hong_kong(world, Officer::Liaison);
    reader.plug_in_authenticator();
    reader.go("form.here a");
    assert_eq!(listed(&reader, "Passkeys"), Vec::<String>::new(), "none yet");
    reader.write("#passkey-name", "示範手提電話");
    reader.go("#new-passkey button");
    assert_eq!(reader.address(), at(world, HONG_KONG, "account"));
    let passkeys = listed(&reader, "Passkeys");
    assert!(passkeys.len() == 1 && passkeys[0].contains("示範手提電話") && passkeys[0].contains("never"), "{passkeys:?}");
    reader.shot("officer-account");
    reader.go("form.here button");
    reader.go("#passkey button");
    assert_eq!(reader.address(), at(world, HONG_KONG, "desk"));
    reader.go("form.here a");
    let sessions = listed(&reader, "Where you are signed in");
    assert!(sessions.iter().any(|session| session.contains("passkey") && session.contains("(this one)")), "{sessions:?}");
    assert!(!listed(&reader, "Passkeys")[0].contains("never"), "when it was last used");
}

pub fn ends_another_session(world: &World) {
    let (first, second) = (hong_kong(world, Officer::Leader), hong_kong(world, Officer::Leader));
    second.go("form.here a");
    let before = listed(&second, "Where you are signed in");
    assert_eq!(before.len(), 2, "{before:?}");
    second.follow("End");
    let after = listed(&second, "Where you are signed in");
    assert!(after.len() == 1 && after[0].contains("(this one)"), "{after:?}");
    first.open(&at(world, HONG_KONG, "desk"));
    assert!(first.address().starts_with(&at(world, HONG_KONG, "sign-in")), "{}", first.address());
}

pub fn out(world: &World) {
    let reader = hong_kong(world, Officer::Liaison);
    reader.open(&at(world, HONG_KONG, ITEM));
    reader.go("form.here button");
    let is_out = |reader: &Session<'_>| reader.address().starts_with(&at(world, HONG_KONG, "sign-in"));
    assert!(is_out(&reader), "{}", reader.address());
    reader.back();
    reader.wait_for("the page of signing in", is_out);
}

/// The rows of the table below a heading of the own page.
fn listed(reader: &Session<'_>, heading: &str) -> Vec<String> {
    const SCRIPT: &str = "
        const heading = [...document.querySelectorAll('h2')].find(one => one.innerText === arguments[0]);
        const found = [];
        for (let one = heading.nextElementSibling; one && one.localName !== 'h2'; one = one.nextElementSibling)
            found.push(...[...one.querySelectorAll('tbody tr')].map(row => row.innerText));
        return found;";
    let said = reader.script(SCRIPT, &[heading.into()]);
    said.as_array().into_iter().flatten().filter_map(|row| row.as_str().map(str::to_owned)).collect()
}
