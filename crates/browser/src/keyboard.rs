//! A reader who has a keyboard and no mouse: where the focus is, and how it goes on.

use crate::session::Session;
use thirtyfour::Key;

/// More links than any page has before whatever is looked for.
const TABS_MAX: usize = 400;

/// What has the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The name of its element: `a`, `summary`.
    pub element: String,
    /// Where it leads, if it is a link.
    pub href: String,
    /// The name of its field, if it is one of a form.
    pub field: String,
    /// What it says.
    pub text: String,
    /// Whether a reader sees that it has the focus.
    pub visible: bool,
}

impl Session<'_> {
    /// What has the focus now.
    pub fn focus(&self) -> Focus {
        const SCRIPT: &str = "
            const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
            const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
            const there = box.right > 0 && box.width > 0 && box.height > 0;
            return [one.localName, one.href || '', one.name || '', one.innerText.trim(), ringed && there ? 'visible' : ''];";
        let [element, href, field, text, visible] = self.texts(SCRIPT).try_into().expect("five texts");
        Focus { element, href, field, text, visible: !visible.is_empty() }
    }

    /// Goes to the next thing that can have the focus.
    pub fn tab(&self) -> Focus {
        self.press(Key::Tab);
        self.focus()
    }

    /// Goes on until the focus is on what is looked for.
    pub fn tab_to(&self, what: &str, found: impl Fn(&Focus) -> bool) -> Focus {
        let mut passed = (0..TABS_MAX).map(|_| self.tab());
        passed.find(found).unwrap_or_else(|| panic!("no way by keyboard to {what} on {}", self.address()))
    }
}
