//! Files that leave a page: spreadsheets of what the page shows. Each is made anew from the record, in the reader's language, and says in its
//! name and in itself if it is a sample.

use crate::beside::Beside;
use crate::request::Request;
use crate::site::Site;
use crate::{key_work, letter, progress, reply_pack};
use office::Action;
use papers::Sheet;

/// A file that is downloaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, of ASCII letters alone.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The file at an address below `file/`, or the letter that is made; none if there is none, or if it is not for whoever asks.
pub fn file(site: &Site<'_>, request: &Request) -> Option<File> {
    let visitor = site.visitor?;
    if let (Beside::Letter(asked), Some(path)) = (&request.beside, request.path.strip_prefix("letters/")) {
        return letter::file(site, path, asked);
    }
    let path = request.path.strip_prefix("file/")?;
    let (stem, form) = path.rsplit_once('.')?;
    if let Some(rest) = stem.strip_prefix("reply_pack") {
        return (rest.is_empty() && form == "docx").then(|| reply_pack::file(site));
    }
    let sheet = match stem {
        "progress" => visitor.may(Action::ReportProgress).then(|| progress::sheet::sheet(site))?,
        stem => key_work::sheet::sheet(site, stem)?,
    };
    of_sheet(site, &sheet, stem, form)
}

/// A sheet in one of its two forms.
fn of_sheet(site: &Site<'_>, sheet: &Sheet, stem: &str, form: &str) -> Option<File> {
    let bytes = match form {
        "xlsx" => sheet.xlsx(),
        "csv" => sheet.csv(),
        _ => return None,
    };
    Some(File { name: name(site, stem, form), bytes })
}

/// The name of a file: whose it is, what, of which day and in which language.
pub fn name(site: &Site<'_>, stem: &str, form: &str) -> String {
    let agreement = site.words.agreement;
    let sample = if is_sample(site) { "sample-" } else { "" };
    let party = &agreement.body_of(site.party).id;
    let plain = |one: char| if one.is_ascii_alphanumeric() || one == '_' || one == '-' { one } else { '-' };
    let stem = stem.chars().map(plain).collect::<String>();
    format!("{sample}{stem}-{party}-{}-{}.{form}", site.on(), site.words.language.tag())
}

/// Whether the record is a sample.
pub fn is_sample(site: &Site<'_>) -> bool {
    site.sample || site.words.agreement.sample
}

/// What a file of a sample says in itself, in Chinese and English whatever language it is in.
pub fn sample(site: &Site<'_>) -> Option<String> {
    is_sample(site).then(|| format!("示例 sample · {}", site.key("sample")))
}
