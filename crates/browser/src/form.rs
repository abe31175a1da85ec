//! A reader who follows ways, fills in forms and sends them.

use crate::session::Session;
use serde_json::{Value, json};
use thirtyfour::By;

impl Session<'_> {
    /// Clicks what a selector finds first.
    pub fn click(&self, selector: &str) {
        let found = self.wait(self.web().find(By::Css(selector)));
        self.wait(found.click());
    }

    /// Types into the field that a selector finds first. For a field that takes files, the text is the path of one.
    pub fn fill(&self, selector: &str, text: &str) {
        let field = self.wait(self.web().find(By::Css(selector)));
        self.wait(field.send_keys(text));
    }

    /// Clicks what a selector finds first, and waits until the page that it leads to is there.
    pub fn go(&self, selector: &str) {
        self.and_wait(|| self.click(selector));
    }

    /// Follows the way in the content that says this, or presses the button, and waits until the page that it leads to is there.
    pub fn follow(&self, says: &str) {
        let path = format!("//main//*[(self::a or self::button) and normalize-space(.) = '{says}']");
        let found = self.wait(self.web().find(By::XPath(path)));
        self.and_wait(|| self.wait(found.click()));
    }

    /// The same with the way in the content whose words hold these.
    pub fn follow_part(&self, says: &str) {
        let path = format!("//main//a[contains(normalize-space(.), '{says}')]");
        let found = self.wait(self.web().find(By::XPath(path)));
        self.and_wait(|| self.wait(found.click()));
    }

    /// Does what leads to another page, and waits until that is there, also where it has the address of the one before.
    pub fn and_wait(&self, does: impl Fn()) {
        self.script("window.isBefore = true", &[]);
        does();
        self.wait_for("another page", |reader| {
            reader.holds("return window.isBefore === undefined && document.readyState === 'complete'")
        });
    }

    /// Goes back, as by the browser's button.
    pub fn back(&self) {
        self.wait(self.web().back());
    }

    /// Loads the page again, as by the browser's button.
    pub fn refresh(&self) {
        self.wait(self.web().refresh());
    }

    /// Puts a text into the field that a selector finds first, in place of what is there.
    pub fn write(&self, selector: &str, text: &str) {
        let field = self.wait(self.web().find(By::Css(selector)));
        self.wait(field.clear());
        self.wait(field.send_keys(text));
    }

    /// Puts a day, `2018-03-01`, into a field. By keys it would depend on the order in which the browser's language has its parts.
    pub fn write_day(&self, selector: &str, day: &str) {
        self.script("document.querySelector(arguments[0]).value = arguments[1]", &[json!(selector), json!(day)]);
    }

    /// Chooses an option in the list that a selector finds first, by what it says.
    pub fn choose(&self, selector: &str, says: &str) {
        let list = self.wait(self.web().find(By::Css(selector)));
        let option = self.wait(list.find(By::XPath(format!("./option[contains(normalize-space(.), '{says}')]"))));
        self.wait(option.click());
    }

    /// What stands in the field that a selector finds first.
    pub fn value(&self, selector: &str) -> String {
        let value = self.script("return document.querySelector(arguments[0]).value", &[json!(selector)]);
        value.as_str().unwrap_or_else(|| panic!("no field {selector} on {}", self.address())).to_owned()
    }

    /// All texts that a selector finds, as a reader sees them.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let found =
            self.script("return [...document.querySelectorAll(arguments[0])].map(one => one.innerText)", &[json!(selector)]);
        found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// The status with which the page was sent.
    pub fn status(&self) -> u64 {
        let status = self.script("return performance.getEntriesByType('navigation')[0].responseStatus", &[]);
        status.as_u64().expect("a page has a status")
    }
}
