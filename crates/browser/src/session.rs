//! One reader's browser: opens pages and tells what is seen.
//!
//! Calls wait for the browser, so a test reads as the steps of a person. Whatever the browser says no to ends the test with its words.

use crate::SHOTS;
use crate::folder::Folder;
use crate::manner::Hand;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;
use tokio::runtime::Runtime;

/// How long a page, or a script on it, may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser that runs until this is dropped.
pub struct Session<'a> {
    runtime: &'a Runtime,
    web: Option<WebDriver>,
    profile: Folder,
    hand: Hand,
}

impl<'a> Session<'a> {
    pub(crate) fn of(runtime: &'a Runtime, web: WebDriver, profile: Folder) -> Session<'a> {
        let session = Session { runtime, web: Some(web), profile, hand: Hand::Mouse };
        session.wait(session.web().set_page_load_timeout(PATIENCE));
        session.wait(session.web().set_script_timeout(PATIENCE));
        session
    }

    /// The same browser, with something else in the reader's hand.
    pub fn with(self, hand: Hand) -> Session<'a> {
        let mut session = self;
        session.hand = hand;
        session
    }

    pub(crate) fn hand(&self) -> Hand {
        self.hand
    }

    pub(crate) fn web(&self) -> &WebDriver {
        self.web.as_ref().expect("a browser that was not ended")
    }

    pub(crate) fn wait<T>(&self, asked: impl Future<Output = WebDriverResult<T>>) -> T {
        self.runtime.block_on(asked).unwrap_or_else(|error| {
            // Below that line stand addresses in the driver's own code.
            let said = error.to_string();
            panic!("the browser: {}", said.split("Stacktrace").next().unwrap_or_default())
        })
    }

    /// Opens an address and waits until the page is there.
    pub fn open(&self, address: &str) {
        self.wait(self.web().goto(address));
    }

    /// Asks again and again until it is so.
    pub fn wait_for(&self, what: &str, so: impl Fn(&Session<'_>) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !so(self) {
            assert!(Instant::now() < end, "no sight of {what} on {}", self.address());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The folder of its profile, which no other browser has.
    pub fn profile(&self) -> &str {
        self.profile.text()
    }

    /// Where the reader is.
    pub fn address(&self) -> String {
        self.wait(self.web().current_url()).to_string()
    }

    /// Runs the body of a function on the page, and gives what it returns. A promise is awaited.
    pub fn script(&self, body: &str, arguments: &[Value]) -> Value {
        self.wait(self.web().execute(body, arguments.to_vec())).json().clone()
    }

    /// What a script says as text.
    pub fn text(&self, body: &str) -> String {
        self.script(body, &[]).as_str().map(str::to_owned).unwrap_or_else(|| panic!("no text: {body}"))
    }

    /// What a script says as a list of texts.
    pub fn texts(&self, body: &str) -> Vec<String> {
        let said = self.script(body, &[]);
        let list = said.as_array().unwrap_or_else(|| panic!("no list: {body}"));
        list.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()
    }

    /// Whether a script says yes.
    pub fn holds(&self, body: &str) -> bool {
        self.script(body, &[]).as_bool().unwrap_or_else(|| panic!("neither yes nor no: {body}"))
    }

    /// All that can be read on the page.
    pub fn read(&self) -> String {
        self.text("return document.body.innerText")
    }

    /// Opens everything on the page that can be opened.
    pub fn open_details(&self) {
        self.script("document.querySelectorAll('details').forEach(one => one.open = true)", &[]);
    }

    /// Presses a key, or types a text, where the focus is.
    pub fn press(&self, keys: impl Into<TypingData>) {
        // What is pressed before a reader sees anything, the browser drops.
        self.wait_for("anything", |reader| reader.holds("return performance.getEntriesByType('paint').length > 0"));
        self.wait(self.web().action_chain().send_keys(keys).perform());
    }

    /// Says something to the browser itself, in its own protocol: `Emulation.…`, `Page.…`, `WebAuthn.…`.
    pub fn cdp(&self, method: &str, parameters: Value) -> Value {
        self.wait(self.web().cdp().send_raw(method, parameters))
    }

    /// Whether scripts of pages run; those of the test do in any case. For pages opened from now on.
    pub fn run_scripts(&self, scripts: Scripts) {
        self.cdp("Emulation.setScriptExecutionDisabled", json!({"value": scripts == Scripts::Off}));
    }

    /// Puts what is downloaded into a folder, without a question.
    pub fn download_to(&self, folder: &Path) {
        self.cdp("Browser.setDownloadBehavior", json!({"behavior": "allow", "downloadPath": folder}));
    }

    /// Has something downloaded into a folder of this name beside the reader's profile, and waits until the whole file with this ending is there.
    pub fn downloaded(&self, folder: &str, ending: &str, start: impl Fn()) -> PathBuf {
        let folder = Path::new(self.profile()).join(folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        self.download_to(&folder);
        start();
        let file = || {
            let mut files = std::fs::read_dir(&folder).expect("the folder").flatten().map(|file| file.path());
            // Under its name stands an empty file until the whole one has come.
            let has_come = |path: &PathBuf| path.metadata().is_ok_and(|file| file.len() > 0);
            files.find(|path| path.to_string_lossy().ends_with(ending) && has_come(path))
        };
        self.wait_for("the file", |_| file().is_some());
        file().expect("it is there")
    }

    /// Plugs in an authenticator that says yes to everything, as of a reader who has a passkey. Gives its id.
    pub fn plug_in_authenticator(&self) -> String {
        self.cdp("WebAuthn.enable", json!({}));
        let options = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
            "isUserVerified": true, "automaticPresenceSimulation": true,
        });
        let made = self.cdp("WebAuthn.addVirtualAuthenticator", json!({"options": options}));
        made["authenticatorId"].as_str().expect("an authenticator has an id").to_owned()
    }

    /// The page as a PDF.
    pub fn print(&self) -> Vec<u8> {
        bytes(&self.cdp("Page.printToPDF", json!({"printBackground": false, "preferCSSPageSize": true})))
    }

    /// Keeps a picture of the whole page under this name, where somebody wants pictures.
    pub fn shot(&self, name: &str) {
        if std::env::var_os(SHOTS).is_none() {
            return;
        }
        let size = &self.cdp("Page.getLayoutMetrics", json!({}))["cssContentSize"];
        let clip = json!({"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1});
        let taken = self.cdp("Page.captureScreenshot", json!({"captureBeyondViewport": true, "clip": clip}));
        keep(&format!("{name}.png"), &bytes(&taken));
    }
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        if let Some(web) = self.web.take() {
            // Where this fails the driver is gone, and the browser with it.
            let _ = self.runtime.block_on(web.quit());
        }
    }
}

/// Whether the scripts of pages run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// As in most browsers.
    On,
    /// As where somebody switched them off.
    Off,
}

/// Writes a file into the folder for pictures, if there is one.
pub fn keep(name: &str, content: &[u8]) {
    let Some(folder) = std::env::var_os(SHOTS) else { return };
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).expect("the folder for pictures");
    std::fs::write(folder.join(name), content).expect("a picture is kept");
}

fn bytes(answer: &Value) -> Vec<u8> {
    BASE64_STANDARD.decode(answer["data"].as_str().expect("an answer with data")).expect("data in base64")
}
