//! Rust source without a parser: which characters are code, comment or string, where the tests begin, how long functions are.

/// A source file in three layers of the same lines; in each, what belongs to the others is blank.
pub struct Layers {
    /// Code, with the contents of strings blank.
    pub code: String,
    /// Comments and doc comments, with their slashes.
    pub comments: String,
    /// The contents of string literals.
    pub strings: String,
}

/// Which layer a character belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Layer {
    Code,
    Comment,
    Text,
}

/// Splits a source file into its layers.
pub fn layers(source: &str) -> Layers {
    let characters = source.chars().collect::<Vec<_>>();
    let mut marks = vec![Layer::Code; characters.len()];
    let mut at = 0;
    while at < characters.len() {
        let (layer, end) = span(&characters, at);
        marks[at..end].fill(layer);
        at = end;
    }
    let keep = |wanted| {
        let pairs = characters.iter().zip(&marks);
        pairs.map(|(c, layer)| if *layer == wanted || *c == '\n' { *c } else { ' ' }).collect()
    };
    Layers { code: keep(Layer::Code), comments: keep(Layer::Comment), strings: keep(Layer::Text) }
}

/// The layer of what begins at `at`, and where that ends.
fn span(text: &[char], at: usize) -> (Layer, usize) {
    let next = text.get(at + 1).copied();
    let after_word = at > 0 && (text[at - 1].is_alphanumeric() || text[at - 1] == '_');
    match text[at] {
        '/' if next == Some('/') => (Layer::Comment, until(text, at, |i| text[i] == '\n')),
        '/' if next == Some('*') => (Layer::Comment, block_comment(text, at)),
        '"' => (Layer::Text, quoted(text, at)),
        'r' if !after_word || text[at - 1] == 'b' => raw_string(text, at).map_or((Layer::Code, at + 1), |end| (Layer::Text, end)),
        // A quote is a character when it closes soon, else a lifetime.
        '\'' if next == Some('\\') => (Layer::Text, (until(text, at + 3, |i| text[i] == '\'') + 1).min(text.len())),
        '\'' if text.get(at + 2) == Some(&'\'') => (Layer::Text, at + 3),
        _ => (Layer::Code, at + 1),
    }
}

/// The first place from `from` on where `stop` holds, or the end.
fn until(text: &[char], from: usize, stop: impl Fn(usize) -> bool) -> usize {
    (from.min(text.len())..text.len()).find(|i| stop(*i)).unwrap_or(text.len())
}

/// Where a block comment ends; Rust lets them nest.
fn block_comment(text: &[char], at: usize) -> usize {
    let (mut depth, mut i) = (0usize, at);
    while i < text.len() {
        match (text[i], text.get(i + 1)) {
            ('/', Some('*')) => (depth, i) = (depth + 1, i + 2),
            ('*', Some('/')) => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
        if depth == 0 {
            return i;
        }
    }
    text.len()
}

/// Where a string ends, escapes skipped.
fn quoted(text: &[char], at: usize) -> usize {
    let mut i = at + 1;
    while i < text.len() {
        match text[i] {
            '\\' => i += 2,
            '"' => return i + 1,
            _ => i += 1,
        }
    }
    text.len()
}

/// Where a raw string ends, or none when `r` begins a name.
fn raw_string(text: &[char], at: usize) -> Option<usize> {
    let open = until(text, at + 1, |i| text[i] != '#');
    if text.get(open) != Some(&'"') {
        return None;
    }
    let hashes = open - at - 1;
    let close = |i: usize| text[i] == '"' && (1..=hashes).all(|n| text.get(i + n) == Some(&'#'));
    Some((until(text, open + 1, close) + 1 + hashes).min(text.len()))
}

/// A source file cut where its tests begin: rules first, tests at the foot.
pub fn split_tests<'a>(path: &str, source: &'a str) -> (&'a str, &'a str) {
    let named = ["/tests.rs", "/testing.rs"].iter().any(|name| path.ends_with(name));
    let all_tests = named || path.contains("/tests/") || source.contains("\n#![cfg(test)]\n");
    if all_tests {
        return ("", source);
    }
    // The tables of one rule may be lent to those beside it: `pub(super) mod tests`.
    let opens = |line: &str| line.trim_start_matches("pub(super) ").starts_with("mod ") && line.ends_with('{');
    let module = |rest: &str| rest.lines().nth(1).is_some_and(opens);
    let mut starts = source.match_indices("#[cfg(test)]\n").map(|(at, _)| at);
    let foot = starts.find(|at| (*at == 0 || source.as_bytes()[at - 1] == b'\n') && module(&source[*at..]));
    source.split_at(foot.unwrap_or(source.len()))
}

/// A function's name and number of lines, from its `fn` to its closing brace.
pub fn functions(source: &str) -> Vec<(String, usize)> {
    let code = layers(source).code;
    let starts = code.match_indices("fn ").map(|(at, _)| at);
    let alone = starts.filter(|at| code[..*at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_'));
    alone.filter_map(|at| measure(&code[at..])).collect()
}

/// Name and length of the function whose `fn` begins the text.
fn measure(code: &str) -> Option<(String, usize)> {
    let name = code[3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let (mut braces, mut brackets) = (0usize, 0usize);
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.checked_sub(1)?,
            '{' => braces += 1,
            '}' => braces = braces.checked_sub(1)?,
            // A declaration without a body, or the type of a function pointer.
            ';' | ',' if braces == 0 && brackets == 0 => return None,
            _ => continue,
        }
        if c == '}' && braces == 0 {
            return (!name.is_empty()).then(|| (name, code[..at].matches('\n').count() + 1));
        }
    }
    None
}

/// How many lines hold code, and how many a comment.
pub fn line_counts(source: &str) -> (usize, usize) {
    let layers = layers(source);
    let is_blank = |line: &str| line.trim().is_empty();
    let (mut code, mut told) = (0, 0);
    let lines = layers.code.lines().zip(layers.strings.lines());
    for ((in_code, in_text), comment) in lines.zip(layers.comments.lines()) {
        // The middle of a long string is code.
        let has_code = !is_blank(in_code) || !is_blank(in_text);
        code += usize::from(has_code);
        told += usize::from(!is_blank(comment));
    }
    (code, told)
}

/// Runs of letters, digits and underscores, with the line (from 1) that each stands on.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(text.lines());
    lines.flat_map(|(number, line)| {
        let cut = |c: char| !c.is_alphanumeric() && c != '_';
        line.split(cut).filter(|word| !word.is_empty()).map(move |word| (number, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_keep_code_comments_and_strings_apart() {
        let source = "let a = \"x // y\"; // say \"no\"\nlet b = r#\"q\"r\"#; let c = '\"'; fn d<'a>() {} /* e /* f */ g */ h";
        let layers = layers(source);
        assert_eq!(layers.code.split_whitespace().collect::<String>(), "leta=;letb=;letc=;fnd<'a>(){}h");
        let told = layers.comments.lines().map(str::trim).collect::<Vec<_>>();
        assert_eq!(told, ["// say \"no\"", "/* e /* f */ g */"]);
        assert_eq!(line_counts(source), (2, 2));
        assert!(layers.strings.contains("x // y") && layers.strings.contains("q\"r"));
    }

    #[test]
    fn tests_begin_at_the_module_at_the_foot() {
        let source = "fn a() {}\n#[cfg(test)]\nmod tests {\n}\n";
        assert_eq!(split_tests("src/a.rs", source).0, "fn a() {}\n");
        assert_eq!(split_tests("src/a.rs", "#[cfg(test)]\nmod b;\nfn a() {}\n").1, "");
        assert_eq!(split_tests("tests/a.rs", source).0, "fn a() {}\n");
        assert_eq!(split_tests("crates/x/tests/a.rs", source).0, "");
    }

    #[test]
    fn functions_are_measured_by_their_braces() {
        let source =
            "fn a(\n    b: fn(u8),\n) {\n    \"}\";\n    fn c() {}\n}\ntrait T { fn d(); }\nimpl T { fn e() -> [u8; 2] {\n} }\n";
        let found = functions(source);
        let named = found.iter().map(|(name, lines)| (name.as_str(), *lines)).collect::<Vec<_>>();
        assert_eq!(named, [("a", 6), ("c", 1), ("e", 2)]);
    }
}
