//! How a page is looked at: how wide, and by day or by night.

use crate::session::Session;
use serde_json::json;
use std::fmt;

/// What a reader's system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

impl Scheme {
    /// Its name in a style.
    pub fn name(self) -> &'static str {
        match self {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        }
    }
}

/// A width in points, and a scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// How wide the page is.
    pub width: u32,
    /// By day or by night.
    pub scheme: Scheme,
}

/// The width of a desk.
pub const WIDE: u32 = 1200;

/// The width of a small telephone.
pub const NARROW: u32 = 360;

/// The width at which nobody may have to scroll sideways, by WCAG 2.2 (1.4.10): a desk's, four times enlarged.
pub const NARROWEST: u32 = 320;

impl Look {
    /// Wide and narrow by day.
    pub const DAY: [Look; 2] = [Look { width: WIDE, scheme: Scheme::Light }, Look { width: NARROW, scheme: Scheme::Light }];

    /// The same, and as narrow as a page may ever have to be.
    pub const DAY_AND_NARROWEST: [Look; 3] = [Look::DAY[0], Look::DAY[1], Look { width: NARROWEST, scheme: Scheme::Light }];

    /// Wide and narrow, by day and by night.
    pub const ALL: [Look; 4] = [
        Look { width: WIDE, scheme: Scheme::Light },
        Look { width: WIDE, scheme: Scheme::Dark },
        Look { width: NARROW, scheme: Scheme::Dark },
        Look { width: NARROW, scheme: Scheme::Light },
    ];
}

impl fmt::Display for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.width, self.scheme.name())
    }
}

impl Session<'_> {
    /// Looks at this page, and at those opened later, in this way.
    pub fn look(&self, look: Look) {
        let metrics = json!({"width": look.width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        self.cdp("Emulation.setDeviceMetricsOverride", metrics);
        let scheme = json!({"name": "prefers-color-scheme", "value": look.scheme.name()});
        self.cdp("Emulation.setEmulatedMedia", json!({"media": "", "features": [scheme]}));
        // A browser that took no notice would make every look the same, and every test of them pass.
        let seen = self.script(
            "return [innerWidth, matchMedia(`(prefers-color-scheme: ${arguments[0]})`).matches]",
            &[json!(look.scheme.name())],
        );
        assert_eq!(seen, json!([look.width, true]), "the browser looks at the page in this way: {look}");
    }

    /// Looks at the page as it will be on paper.
    pub fn look_at_print(&self) {
        self.cdp("Emulation.setEmulatedMedia", json!({"media": "print", "features": []}));
    }

    /// What sticks out of the page to the right, so that a reader would have to scroll sideways; whoever has a bar of its own to scroll
    /// with does not count.
    pub fn sticks_out(&self) -> Vec<String> {
        const SCRIPT: &str = "
            const wide = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= wide) return [];
            const out = [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > wide + 1);
            const said = out.map(one => one.outerHTML.slice(0, 120));
            return [`the page is ${document.documentElement.scrollWidth} wide`, ...said.slice(0, 5)];";
        self.texts(SCRIPT)
    }
}
