//! The canonical JSON of a rule file: the same meaning gives the same bytes, whatever the layout and comments.
//!
//! Keys are sorted; nodes of one name keep their order, since the order of parties is the agreement's own.

use super::tree::{Tree, Val};
use super::vocabulary::{Need, Shape};
use serde_json::{Map, Value, json};

/// The canonical JSON of checked trees, as the published schema describes it.
pub fn write(trees: &[Tree]) -> String {
    let mut root = Map::new();
    for tree in trees {
        let list = root.entry(tree.shape.name).or_insert_with(|| json!([]));
        list.as_array_mut().expect("every entry is a list").push(node(tree));
    }
    let mut whole = Value::Object(root);
    // A map keeps the order in which it was filled, or sorts it, as the whole program was built: the digest must not hang on that.
    whole.sort_all_objects();
    whole.to_string()
}

fn node(tree: &Tree) -> Value {
    let mut map = Map::new();
    arguments(tree.shape, &tree.args, &mut map);
    for (name, given) in &tree.props {
        map.insert((*name).to_owned(), value(given));
    }
    for child in &tree.children {
        let list = map.entry(child.shape.name).or_insert_with(|| json!([]));
        list.as_array_mut().expect("every child is in a list").push(node(child));
    }
    Value::Object(map)
}

fn arguments(shape: &Shape, given: &[Val], map: &mut Map<String, Value>) {
    for (index, slot) in shape.args.iter().enumerate() {
        if slot.need == Need::Many {
            map.insert(slot.name.to_owned(), given.iter().skip(index).map(value).collect());
        } else if let Some(given) = given.get(index) {
            map.insert(slot.name.to_owned(), value(given));
        }
    }
}

fn value(given: &Val) -> Value {
    match given {
        Val::Id(text) | Val::Text(text) => json!(text),
        Val::Number(number) => json!(number),
        Val::Date(date) => json!(date.to_string()),
        Val::Flag(flag) => json!(flag),
        Val::Share(over, under) => json!(format!("{over}/{under}")),
        Val::Digest(digest) => json!(digest.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Problems;
    use crate::rule_file::tree::read;

    fn canonical(text: &str) -> String {
        let mut problems = Problems::default();
        let trees = read(text, &mut problems);
        assert_eq!(problems, Problems::default());
        write(&trees)
    }

    #[test]
    fn layout_comments_and_the_order_of_properties_do_not_matter() {
        let one = "agreement a format=1\nprovision p\nparty x jurisdiction=A cite=p // note";
        let two = "provision p;\n\nagreement \"a\"   format=1;/* c */ party x cite=p jurisdiction=\"A\"";
        assert_eq!(canonical(one), canonical(two));
        assert_eq!(
            canonical(one),
            r#"{"agreement":[{"format":1,"id":"a"}],"party":[{"cite":"p","id":"x","jurisdiction":"A"}],"provision":[{"id":"p"}]}"#
        );
    }

    #[test]
    fn the_order_of_parties_matters() {
        let one = "agreement a format=1\nparty x\nparty y";
        let two = "agreement a format=1\nparty y\nparty x";
        assert_ne!(canonical(one), canonical(two));
    }
}
