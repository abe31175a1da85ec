//! Changes under switches: a source file is written anew so that each of its changes is there, and waits for its number.
//!
//! All changes are compiled once; a run of the tests then turns on one of them. That takes minutes where building after each
//! change took many hours. What does not compile is left out, change by change, before anything runs.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, BinOp, Block, Expr, GenericArgument, ImplItem, Item, Pat, PathArguments, ReturnType, Signature, Stmt, Type, UnOp,
    parse_quote, parse_str,
};

/// The code that the switches ask; it is added to the crate.
pub const ASKED: &str = r#"
#[doc(hidden)]
pub mod switched {
    pub fn on(number: u32) -> bool {
        static ON: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
        *ON.get_or_init(|| std::env::var("SWITCHED_ON").ok().and_then(|text| text.parse().ok()).unwrap_or(0)) == number
    }
}
"#;
/// How a switch stands in the written text, before its number.
pub const CALL: &str = "crate::switched::on(";

/// One change: its number, and how it is named: file, line, column, what is changed and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// From 1; 0 is the text as it is.
    pub number: u32,
    /// `crates/…/term.rs:55:60: replace != with == in Force::span`
    pub named: String,
}

/// Writes the changes of one file after another.
pub struct Switches<'a> {
    /// The changes so far.
    pub changes: Vec<Change>,
    left_out: &'a BTreeSet<String>,
    file: String,
    within: Vec<String>,
}

impl<'a> Switches<'a> {
    /// Begins, leaving out the changes so named.
    pub fn new(left_out: &'a BTreeSet<String>) -> Switches<'a> {
        Switches { changes: Vec::new(), left_out, file: String::new(), within: Vec::new() }
    }

    /// The text of `file` with its changes under switches; its tests stay as they are.
    pub fn write(&mut self, file: &str, text: &str) -> Result<String> {
        let mut parsed = syn::parse_file(text).with_context(|| format!("{file} cannot be parsed"))?;
        file.clone_into(&mut self.file);
        self.visit_file_mut(&mut parsed);
        Ok(quote!(#parsed).to_string())
    }

    /// The condition that turns a change on; none if it is left out.
    fn switch(&mut self, at: Span, what: &str) -> Option<Expr> {
        let (at, within) = (at.start(), self.within.join("::"));
        let named = format!("{}:{}:{}: {what} in {within}", self.file, at.line, at.column + 1);
        if self.left_out.contains(&named) {
            return None;
        }
        let number = self.changes.len() as u32 + 1;
        self.changes.push(Change { number, named });
        Some(parse_quote!(crate::switched::on(#number)))
    }

    fn body(&mut self, signature: &Signature, block: &mut Block) {
        if signature.constness.is_some() {
            return;
        }
        self.within.push(signature.ident.to_string());
        let written = block.to_token_stream().to_string().replace(' ', "");
        visit_mut::visit_block_mut(self, block);
        for value in values_of(&signature.output) {
            if written == format!("{{{}}}", value.replace(' ', "")) {
                continue;
            }
            let Some(on) = self.switch(signature.ident.span(), &format!("give {value} at once")) else { continue };
            let value: Expr = parse_str(&value).expect("the values are written here");
            block.stmts.insert(0, Stmt::Expr(parse_quote!(if #on { return #value; }), None));
        }
        self.within.pop();
    }

    fn binary(&mut self, given: &mut Expr) {
        let Expr::Binary(binary) = &*given else { return };
        if has_let(&binary.left) || has_let(&binary.right) {
            return;
        }
        let (binary, mut now) = (binary.clone(), given.clone());
        for other in others(&binary.op) {
            let what = format!("replace {} with {other}", binary.op.to_token_stream());
            let Some(on) = self.switch(binary.op.span(), &what) else { continue };
            let mut changed = binary.clone();
            changed.op = parse_str(other).expect("the operators are written here");
            now = parse_quote!((if #on { #changed } else { #now }));
        }
        *given = now;
    }

    fn unary(&mut self, given: &mut Expr) {
        let Expr::Unary(unary) = &*given else { return };
        if !matches!(unary.op, UnOp::Not(_) | UnOp::Neg(_)) || matches!(*unary.expr, Expr::Lit(_)) {
            return;
        }
        let (inner, whole) = (unary.expr.clone(), given.clone());
        let what = format!("delete {}", unary.op.to_token_stream());
        if let Some(on) = self.switch(unary.op.span(), &what) {
            *given = parse_quote!((if #on { #inner } else { #whole }));
        }
    }

    fn arms(&mut self, given: &mut Expr) {
        let Expr::Match(matched) = given else { return };
        let catches_all = matched.arms.last().is_some_and(|arm| arm.guard.is_none() && takes_anything(&arm.pat));
        let last = matched.arms.len() - 1;
        for (index, arm) in matched.arms.iter_mut().enumerate() {
            let (at, pattern) = (arm.pat.span(), arm.pat.to_token_stream().to_string().replace(" :: ", "::"));
            match arm.guard.take() {
                Some((mark, mut guard)) => {
                    let values: &[bool] = if has_let(&guard) { &[] } else { &[true, false] };
                    for value in values {
                        let what = format!("replace the guard of {pattern} with {value}");
                        let Some(on) = self.switch(at, &what) else { continue };
                        *guard = if *value { parse_quote!((#on || #guard)) } else { parse_quote!((!#on && #guard)) };
                    }
                    arm.guard = Some((mark, guard));
                }
                None if catches_all && index < last => {
                    let on = self.switch(at, &format!("delete the arm {pattern}"));
                    arm.guard = on.map(|on| (Default::default(), parse_quote!(!#on)));
                }
                None => {}
            }
        }
    }
}

impl VisitMut for Switches<'_> {
    fn visit_item_mut(&mut self, item: &mut Item) {
        match item {
            Item::Mod(module) if is_test(&module.attrs) => {}
            Item::Const(_) | Item::Static(_) | Item::Macro(_) | Item::Struct(_) | Item::Enum(_) => {}
            Item::Fn(function) if is_test(&function.attrs) => {}
            Item::Fn(function) => self.body(&function.sig.clone(), &mut function.block),
            Item::Impl(implementation) => {
                self.within.push(implementation.self_ty.to_token_stream().to_string().replace(' ', ""));
                visit_mut::visit_item_impl_mut(self, implementation);
                self.within.pop();
            }
            _ => visit_mut::visit_item_mut(self, item),
        }
    }

    fn visit_impl_item_mut(&mut self, item: &mut ImplItem) {
        if let ImplItem::Fn(function) = item {
            self.body(&function.sig.clone(), &mut function.block);
        }
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        self.binary(expression);
        self.unary(expression);
        self.arms(expression);
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| matches!(attribute.to_token_stream().to_string().as_str(), "# [cfg (test)]" | "# [test]"))
}

/// Whether a condition binds names, so that it cannot stand in brackets.
fn has_let(expression: &Expr) -> bool {
    match expression {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        Expr::Paren(paren) => has_let(&paren.expr),
        _ => false,
    }
}

/// `_`, or a name; `None` too looks like a name.
fn takes_anything(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) => true,
        Pat::Ident(name) => name.subpat.is_none() && name.ident.to_string().starts_with(char::is_lowercase),
        _ => false,
    }
}

/// What an operator is changed to.
fn others(operator: &BinOp) -> &'static [&'static str] {
    match operator {
        BinOp::Eq(_) => &["!="],
        BinOp::Ne(_) => &["=="],
        BinOp::And(_) => &["||"],
        BinOp::Or(_) => &["&&"],
        BinOp::Lt(_) => &["==", ">", "<="],
        BinOp::Gt(_) => &["==", "<", ">="],
        BinOp::Le(_) => &[">"],
        BinOp::Ge(_) => &["<"],
        BinOp::Add(_) => &["-", "*"],
        BinOp::Sub(_) => &["+", "/"],
        BinOp::Mul(_) => &["+", "/"],
        BinOp::Div(_) => &["%", "*"],
        BinOp::Rem(_) => &["/", "+"],
        _ => &[],
    }
}

/// What a function of this type gives when its body is taken away.
fn values_of(output: &ReturnType) -> Vec<String> {
    match output {
        ReturnType::Default => vec!["()".to_owned()],
        ReturnType::Type(_, given) => values(given),
    }
}

fn values(given: &Type) -> Vec<String> {
    let fixed = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    let Type::Path(path) = given else { return Vec::new() };
    let Some(last) = path.path.segments.last() else { return Vec::new() };
    let inner = match &last.arguments {
        PathArguments::AngleBracketed(given) => given.args.iter().find_map(|argument| match argument {
            GenericArgument::Type(inner) => Some(inner),
            _ => None,
        }),
        _ => None,
    };
    let inside = |wrap: &str| inner.into_iter().flat_map(values).map(|value| format!("{wrap}({value})")).collect::<Vec<_>>();
    match last.ident.to_string().as_str() {
        "bool" => fixed(&["true", "false"]),
        "String" => fixed(&["String::new()", "\"changed\".to_owned()"]),
        "u8" | "u16" | "u32" | "u64" | "usize" => fixed(&["0", "1"]),
        "i8" | "i16" | "i32" | "i64" => fixed(&["0", "1", "-1"]),
        "Vec" => fixed(&["Vec::new()"]),
        "Option" => [fixed(&["None"]), inside("Some")].concat(),
        "Result" => inside("Ok"),
        _ => fixed(&["Default::default()"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(text: &str, left_out: &[&str]) -> (Vec<String>, String) {
        let left_out = left_out.iter().map(|named| (*named).to_owned()).collect();
        let mut switches = Switches::new(&left_out);
        let written = switches.write("a.rs", text).unwrap();
        (switches.changes.into_iter().map(|change| change.named).collect(), written)
    }

    #[test]
    fn each_change_has_a_switch_and_is_named_by_its_place() {
        let text = "fn less(a: u32, b: u32) -> bool {\n    !(a < b)\n}\n";
        let (named, written) = changes(text, &["a.rs:1:4: give false at once in less"]);
        assert_eq!(
            named,
            [
                "a.rs:2:9: replace < with == in less",
                "a.rs:2:9: replace < with > in less",
                "a.rs:2:9: replace < with <= in less",
                "a.rs:2:5: delete ! in less",
                "a.rs:1:4: give true at once in less",
            ]
        );
        let written = written.replace(' ', "");
        assert!((1..=5).all(|number| written.contains(&format!("{CALL}{number}u32)"))), "{written}");
    }

    #[test]
    fn arms_go_only_where_another_takes_their_place() {
        let (named, _) = changes("fn f(x: T) -> &str { match x { T::A if g() => \"a\", T::B => \"b\", _ => \"c\" } }", &[]);
        assert_eq!(
            named,
            [
                "a.rs:1:32: replace the guard of T::A with true in f",
                "a.rs:1:32: replace the guard of T::A with false in f",
                "a.rs:1:52: delete the arm T::B in f",
            ]
        );
        assert!(changes("fn f(x: T) -> &str { match x { Some(x) => x, None => \"c\" } }", &[]).0.is_empty());
    }

    #[test]
    fn tests_constants_bound_conditions_and_what_is_so_already_stay() {
        let text = "const A: bool = 1 < 2; #[cfg(test)] mod tests { fn f() -> bool { 1 < 2 } } fn g() -> bool { true } \
                    fn h(a: Option<u32>) { if let Some(1) = a && b {} }";
        let (named, _) = changes(text, &[]);
        assert_eq!(named, ["a.rs:1:79: give false at once in g", "a.rs:1:103: give () at once in h"]);
    }
}
