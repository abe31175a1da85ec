//! A reader who follows ways, fills in forms and sends them, with what is in the reader's hand.

use crate::manner::Hand;
use crate::session::Session;
use serde_json::{Value, json};
use thirtyfour::{By, WebElement};

impl Session<'_> {
    /// Clicks what a selector finds first.
    pub fn click(&self, selector: &str) {
        self.choose_element(&self.found(By::Css(selector)));
    }

    /// Clicks everything that a path finds, one after another.
    pub fn click_all(&self, path: &str) {
        let found = self.wait(self.web().find_all(By::XPath(path)));
        assert!(!found.is_empty(), "nothing at {path} on {}", self.address());
        found.iter().for_each(|element| self.choose_element(element));
    }

    fn found(&self, by: By) -> WebElement {
        self.wait(self.web().find(by))
    }

    fn choose_element(&self, element: &WebElement) {
        match self.hand() {
            Hand::Mouse => self.wait(element.click()),
            Hand::Keyboard => self.choose_by_keys(element),
        }
    }

    /// Types into the field that a selector finds first. For a field that takes files, the text is the path of one.
    pub fn fill(&self, selector: &str, text: &str) {
        self.wait(self.found(By::Css(selector)).send_keys(text));
    }

    /// Clicks what a selector finds first, and waits until the page that it leads to is there.
    pub fn go(&self, selector: &str) {
        self.and_wait(|| self.click(selector));
    }

    /// Follows the way in the content that says this, or presses the button, and waits until the page that it leads to is there.
    pub fn follow(&self, says: &str) {
        let path = format!("//main//*[(self::a or self::button) and normalize-space(.) = '{says}']");
        let found = self.found(By::XPath(path));
        self.and_wait(|| self.choose_element(&found));
    }

    /// The same with the way in the content whose words hold these.
    pub fn follow_part(&self, says: &str) {
        let path = format!("//main//a[contains(normalize-space(.), '{says}')]");
        let found = self.found(By::XPath(path));
        self.and_wait(|| self.choose_element(&found));
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
        let field = self.found(By::Css(selector));
        if self.hand() == Hand::Keyboard {
            return self.write_by_keys(&field, text);
        }
        self.wait(field.clear());
        self.wait(field.send_keys(text));
    }

    /// Puts a day, `2018-03-01`, into a field.
    pub fn write_day(&self, selector: &str, day: &str) {
        if self.hand() == Hand::Keyboard {
            self.write_day_by_keys(&self.found(By::Css(selector)), day);
            return assert_eq!(self.value(selector), day, "the day as it was typed");
        }
        self.script("document.querySelector(arguments[0]).value = arguments[1]", &[json!(selector), json!(day)]);
    }

    /// Chooses an option in the list that a selector finds first, by what it says.
    pub fn choose(&self, selector: &str, says: &str) {
        let list = self.found(By::Css(selector));
        let option = self.wait(list.find(By::XPath(format!("./option[contains(normalize-space(.), '{says}')]"))));
        self.choose_element(&option);
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
