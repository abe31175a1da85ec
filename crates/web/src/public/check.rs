//! How anybody can check what stands here, without this server and without us; and the page for what is not here.

use super::PublicSite;
use super::frame::{Frame, Here};
use crate::chrome::html;
use crate::site::Link;
use askama::Template;

#[derive(Template)]
#[template(path = "public/check.html")]
struct Check {
    frame: Frame,
    heading: String,
    said: String,
    steps: Vec<(String, Option<&'static str>)>,
    limits_label: String,
    limits: Vec<String>,
    data: Link,
}

/// The page.
pub fn page(public: &PublicSite<'_>) -> String {
    let here = Here::at(public, "check");
    let heading = public.key("public-check");
    let steps = [
        ("public-check-text", Some("sha256sum TEXT.txt")),
        ("public-check-other", None),
        ("public-check-record", Some("counterpart-verify FOLDER")),
    ];
    html(&Check {
        frame: here.frame(&heading),
        heading,
        said: public.key("public-check-said"),
        steps: steps.map(|(key, command)| (public.key(key), command)).into(),
        limits_label: public.key("public-check-limits"),
        limits: ["public-limit-own", "public-limit-silent", "public-limit-unpublished"].map(|key| public.key(key)).into(),
        data: here.way("data", "public-data"),
    })
}

#[derive(Template)]
#[template(path = "public/nothing.html")]
struct Nothing {
    frame: Frame,
    heading: String,
    said: String,
    home: Link,
}

/// The page of an address that leads nowhere.
pub fn nothing(public: &PublicSite<'_>) -> String {
    said(public, "nothing", "page-nothing", "public-nothing-said")
}

/// The page for whoever asks too often.
pub fn too_many(public: &PublicSite<'_>) -> String {
    said(public, "too_many", "page-too-many", "public-too-many-said")
}

fn said(public: &PublicSite<'_>, path: &str, heading: &str, said: &str) -> String {
    let here = Here::at(public, path);
    let heading = public.key(heading);
    html(&Nothing { frame: here.frame(&heading), heading, said: public.key(said), home: here.way("", "public-front") })
}
