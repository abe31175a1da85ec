//! A reader who has a keyboard and no mouse: where the focus is, and how it goes on.

use crate::session::Session;
use thirtyfour::{Key, WebElement};

/// More links than any page has before whatever is looked for.
const TABS_MAX: usize = 400;

/// More options than any list has.
const OPTIONS_MAX: usize = 400;

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

    /// Asks of an element what a script says.
    fn ask(&self, element: &WebElement, body: &str) -> String {
        let element = element.to_json().expect("an element has a name for scripts");
        self.script(body, &[element]).as_str().map(str::to_owned).unwrap_or_else(|| panic!("no text: {body}"))
    }

    fn so(&self, element: &WebElement, what: &str) -> bool {
        self.ask(element, &format!("return {what} ? 'yes' : 'no'")) == "yes"
    }

    /// Goes on by Tab until the focus is on this element, and sees that it is there.
    fn reach(&self, element: &WebElement) {
        let here = || self.so(element, "document.activeElement === arguments[0]");
        let reached = here()
            || (0..TABS_MAX).any(|_| {
                self.press(Key::Tab);
                here()
            });
        let said = || self.ask(element, "return arguments[0].outerHTML.slice(0, 200)");
        assert!(reached, "no way by keyboard to {} on {}", said(), self.address());
        assert!(self.focus().visible, "the focus is not seen on {} of {}", said(), self.address());
    }

    /// Does by keys what a click on an element does: Enter follows a way and presses a button, the space bar ticks a box, and in a list the
    /// arrows go to the option.
    pub(crate) fn choose_by_keys(&self, element: &WebElement) {
        match self.ask(element, "return arguments[0].type || arguments[0].localName").as_str() {
            "checkbox" | "radio" => {
                self.reach(element);
                self.press(" ");
            }
            "option" => self.choose_option_by_keys(element),
            _ => {
                self.reach(element);
                self.press(Key::Enter);
            }
        }
    }

    fn choose_option_by_keys(&self, option: &WebElement) {
        let list = self.wait(option.find(thirtyfour::By::XPath("./ancestor::select")));
        self.reach(&list);
        self.press(Key::Home);
        let chosen = || self.so(option, "arguments[0].selected");
        let found = chosen()
            || (0..OPTIONS_MAX).any(|_| {
                self.press(Key::Down);
                chosen()
            });
        assert!(found, "no way by keyboard to an option on {}", self.address());
    }

    /// Types a text in place of what stands in a field.
    pub(crate) fn write_by_keys(&self, field: &WebElement, text: &str) {
        self.reach(field);
        let all = self.web().action_chain().key_down(Key::Control).send_keys("a").key_up(Key::Control);
        self.wait(all.perform());
        self.press(Key::Delete);
        self.press(text);
    }

    /// Types a day into a field that takes its month first, as in the language in which the browser starts.
    pub(crate) fn write_day_by_keys(&self, field: &WebElement, day: &str) {
        self.reach(field);
        let parts = day.split('-').collect::<Vec<_>>();
        let [year, month, date] = parts.as_slice() else { panic!("{day} is no day") };
        self.press(format!("{month}{date}{year}"));
    }
}
