//! In which manner readers use their browsers: with a mouse or by keyboard alone, with scripts or without, on a desk or on a telephone.

use crate::session::{Scripts, Session};
use crate::{Look, Scheme};

/// What readers have in their hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// A mouse, and a keyboard to type.
    Mouse,
    /// A keyboard, and nothing else.
    Keyboard,
}

/// How all readers of a table use their browsers.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// What they have in their hand.
    pub hand: Hand,
    /// Whether scripts of pages run.
    pub scripts: Scripts,
    /// How their pages look; as the browser begins where nothing is said.
    pub look: Option<Look>,
}

impl Manner {
    /// As most people do at a desk.
    pub const USUAL: Manner = Manner { hand: Hand::Mouse, scripts: Scripts::On, look: None };

    /// With as little as a page may count on: no mouse, no scripts, and the width of a small telephone.
    pub const LEAST: Manner = Manner {
        hand: Hand::Keyboard,
        scripts: Scripts::Off,
        look: Some(Look { width: crate::look::NARROW, scheme: Scheme::Light }),
    };

    /// Begins to use a browser in this manner, and makes sure that it is so.
    pub(crate) fn begin<'a>(self, session: Session<'a>) -> Session<'a> {
        if self.scripts == Scripts::Off {
            session.run_scripts(Scripts::Off);
            session.open("data:text/html,<p>before</p><script>document.body.innerText='after'</script>");
            assert_eq!(session.read().trim(), "before", "scripts are off");
        }
        self.look.into_iter().for_each(|look| session.look(look));
        session.with(self.hand)
    }
}
