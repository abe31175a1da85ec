//! Text as XML has it: what would be markup is escaped, and what XML cannot hold is left out.

/// `text` inside an element or an attribute.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            one if holds(one) => out.push(one),
            _ => {}
        }
    }
    out
}

/// Whether XML can hold a character (XML 1.0 §2.2): of control characters only those that break lines and columns.
pub fn holds(one: char) -> bool {
    matches!(one, '\t' | '\n' | '\r') || !one.is_control() && !matches!(one, '\u{fffe}' | '\u{ffff}')
}

/// The head of every part.
pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_what_xml_cannot_hold_is_gone() {
        assert_eq!(escaped("a<b> & \"c\"\u{0}\u{8}\n澳"), "a&lt;b&gt; &amp; &quot;c&quot;\n澳");
    }
}
