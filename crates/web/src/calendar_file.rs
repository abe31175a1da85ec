//! A calendar file (RFC 5545): days of the agreement for the calendar program of whoever downloads it.
//!
//! Every entry is a whole day, as the agreement's own days are, so no time zone is needed. An entry keeps its identifier when its day
//! changes: a program that takes the file again moves the entry, and does not add another.

pub mod entries;

use jiff::civil::Date;

/// One day with what is on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What tells it from all others, for good.
    pub uid: String,
    /// How often it was changed.
    pub sequence: usize,
    /// The day of the record that it is made from.
    pub recorded: Date,
    /// The day.
    pub day: Date,
    /// Whether it is settled, and not only put forward.
    pub settled: bool,
    /// What is on that day, in one line.
    pub summary: String,
    /// What there is to say of it.
    pub description: String,
}

/// So many octets stand in a line at most, without its end.
const LINE_OCTETS_MAX: usize = 75;

/// The file with these entries, called `name`.
pub fn write(name: &str, entries: &[Entry]) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Counterpart//Counterpart//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("X-WR-CALNAME:{}", text(name)),
    ];
    lines.extend(entries.iter().flat_map(event));
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| fold(line)).collect()
}

fn event(entry: &Entry) -> Vec<String> {
    let next = entry.day.tomorrow().unwrap_or(entry.day);
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", text(&entry.uid)),
        format!("DTSTAMP:{}T000000Z", date(entry.recorded)),
        format!("SEQUENCE:{}", entry.sequence),
        format!("DTSTART;VALUE=DATE:{}", date(entry.day)),
        format!("DTEND;VALUE=DATE:{}", date(next)),
        format!("STATUS:{}", if entry.settled { "CONFIRMED" } else { "TENTATIVE" }),
        "TRANSP:TRANSPARENT".to_owned(),
        format!("SUMMARY:{}", text(&entry.summary)),
    ];
    lines.extend((!entry.description.is_empty()).then(|| format!("DESCRIPTION:{}", text(&entry.description))));
    lines.push("END:VEVENT".to_owned());
    lines
}

fn date(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A text as a value: the signs that have a meaning in such a file are marked, and what no file of this kind may hold is left out.
fn text(said: &str) -> String {
    let mut value = String::with_capacity(said.len());
    for sign in said.chars() {
        match sign {
            '\\' | ';' | ',' => value.extend(['\\', sign]),
            '\n' => value.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => value.push(sign),
        }
    }
    value
}

/// A line with its end, in parts of no more octets than a line may have. No character is taken apart.
fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + line.len() / LINE_OCTETS_MAX * 3 + 2);
    let mut octets = 0;
    for sign in line.chars() {
        if octets + sign.len_utf8() > LINE_OCTETS_MAX {
            folded.push_str("\r\n ");
            octets = 1;
        }
        folded.push(sign);
        octets += sign.len_utf8();
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn entry(summary: &str) -> Entry {
        Entry {
            uid: "annual_meeting-2018-macao@sample".to_owned(),
            sequence: 1,
            recorded: date(2018, 8, 7),
            day: date(2018, 12, 31),
            settled: true,
            summary: summary.to_owned(),
            description: String::new(),
        }
    }

    /// The lines of a file as a reader of such files has them: unfolded first, then split.
    fn unfolded(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    /// A value as a reader has it.
    fn read(value: &str) -> String {
        let (mut said, mut signs) = (String::new(), value.chars());
        while let Some(sign) = signs.next() {
            match (sign, if sign == '\\' { signs.next() } else { None }) {
                ('\\', Some('n')) => said.push('\n'),
                ('\\', Some(marked)) => said.push(marked),
                (sign, _) => said.push(sign),
            }
        }
        said
    }

    #[test]
    fn a_meeting_is_a_whole_day_and_its_next_day_is_its_end() {
        let file = write("磋商會議", &[entry("2018 年磋商會議；示範, 一")]);
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Counterpart//Counterpart//EN",
            "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:磋商會議",
            "BEGIN:VEVENT",
            "UID:annual_meeting-2018-macao@sample",
            "DTSTAMP:20180807T000000Z",
            "SEQUENCE:1",
            "DTSTART;VALUE=DATE:20181231",
            "DTEND;VALUE=DATE:20190101",
            "STATUS:CONFIRMED",
            "TRANSP:TRANSPARENT",
            "SUMMARY:2018 年磋商會議；示範\\, 一",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        assert_eq!(unfolded(&file), expected);
        let tentative = write("", &[Entry { settled: false, ..entry("") }]);
        assert!(tentative.contains("STATUS:TENTATIVE\r\n") && !tentative.contains("DESCRIPTION"), "{tentative}");
    }

    proptest! {
        #[test]
        fn whatever_is_said_comes_back_and_no_line_is_too_long(said in "\\PC{0,200}(\n\\PC{0,80})?") {
            let file = write("name", &[entry(&said)]);
            for line in file.split("\r\n") {
                prop_assert!(line.len() <= LINE_OCTETS_MAX, "{line}");
                prop_assert!(!line.contains(['\r', '\n']), "{line:?}");
            }
            let lines = unfolded(&file);
            let summaries = lines.iter().filter_map(|line| line.strip_prefix("SUMMARY:")).collect::<Vec<_>>();
            prop_assert_eq!(summaries.len(), 1);
            prop_assert_eq!(read(summaries[0]), said);
            prop_assert_eq!(lines.iter().filter(|line| *line == "END:VEVENT").count(), 1);
        }
    }
}
