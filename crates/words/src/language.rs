//! The four languages, and what differs between them beside words: dates and lists.

use jiff::civil::Date;

/// A language of the screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Traditional Chinese as written in Hong Kong.
    ZhHant,
    /// Simplified Chinese.
    ZhHans,
    /// English.
    En,
    /// Portuguese as written in Macao; unreviewed.
    Pt,
}

impl Language {
    /// All four, in the order in which they are offered.
    pub const ALL: [Language; 4] = [Language::ZhHant, Language::ZhHans, Language::En, Language::Pt];

    /// Its place among all of them.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The language tag: `zh-Hant`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::ZhHant => "zh-Hant",
            Language::ZhHans => "zh-Hans",
            Language::En => "en",
            Language::Pt => "pt",
        }
    }

    /// Its own name.
    pub fn name(self) -> &'static str {
        match self {
            Language::ZhHant => "繁體",
            Language::ZhHans => "简体",
            Language::En => "English",
            Language::Pt => "Português",
        }
    }

    /// The language of a tag; `None` for any other.
    pub fn from_tag(tag: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// Whether it is written in Han characters.
    pub fn is_chinese(self) -> bool {
        matches!(self, Language::ZhHant | Language::ZhHans)
    }

    /// A day as officials write it.
    pub fn date(self, day: Date) -> String {
        let month = usize::from(day.month().unsigned_abs()) - 1;
        match self {
            Language::ZhHant | Language::ZhHans => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Language::En => format!("{} {} {}", day.day(), ENGLISH[month], day.year()),
            Language::Pt => format!("{} de {} de {}", day.day(), PORTUGUESE[month], day.year()),
        }
    }

    /// Names one after another, with the last joined by "and" where the language does so.
    pub fn list(self, names: &[String]) -> String {
        let and = match self {
            Language::ZhHant | Language::ZhHans => return names.join("、"),
            Language::En => " and ",
            Language::Pt => " e ",
        };
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{}{and}{last}", first.join(", ")),
        }
    }

    /// A line that begins as a sentence does.
    pub fn sentence(self, text: &str) -> String {
        let mut letters = text.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        format!("{}{}", first.unwrap_or_default(), letters.as_str())
    }

    /// What stands between two sentences on one line.
    pub fn space(self) -> &'static str {
        if self.is_chinese() { "" } else { " " }
    }
}

const ENGLISH: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const PORTUGUESE: [&str; 12] =
    ["Janeiro", "Fevereiro", "Março", "Abril", "Maio", "Junho", "Julho", "Agosto", "Setembro", "Outubro", "Novembro", "Dezembro"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_lists_in_each_language() {
        let day: Date = "2017-07-01".parse().unwrap();
        let names: Vec<String> = ["A", "B", "C"].map(str::to_owned).to_vec();
        let said = Language::ALL.map(|language| (language.date(day), language.list(&names)));
        let expect = [
            ("2017年7月1日", "A、B、C"),
            ("2017年7月1日", "A、B、C"),
            ("1 July 2017", "A, B and C"),
            ("1 de Julho de 2017", "A, B e C"),
        ];
        assert_eq!(said, expect.map(|(day, names)| (day.to_owned(), names.to_owned())));
        assert_eq!(Language::En.list(&names[..1]), "A");
        assert_eq!(Language::Pt.list(&[]), "");
        assert_eq!(Language::from_tag("pt"), Some(Language::Pt));
        assert_eq!(Language::from_tag("zh"), None);
    }
}
