//! The published JSON Schema (2020-12) of the canonical JSON, made from the vocabulary itself.

use super::vocabulary::{self, Need, Shape, Slot, Takes};
use serde_json::{Map, Value, json};

/// The schema, indented.
pub fn schema() -> String {
    let mut properties = Map::new();
    for shape in vocabulary::top() {
        properties.insert(shape.name.to_owned(), json!({"type": "array", "items": node(shape)}));
    }
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Counterpart rule file, canonical JSON, format 1",
        "type": "object",
        "required": ["agreement"],
        "additionalProperties": false,
        "properties": properties,
    });
    serde_json::to_string_pretty(&schema).expect("a schema is plain data") + "\n"
}

fn node(shape: &Shape) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for slot in shape.args {
        let plain = value(slot.takes);
        let list = slot.need == Need::Many;
        properties
            .insert(slot.name.to_owned(), if list { json!({"type": "array", "minItems": 1, "items": plain}) } else { plain });
        if slot.need != Need::Maybe {
            required.push(slot.name);
        }
    }
    for Slot { name, takes, need } in shape.props {
        properties.insert((*name).to_owned(), value(*takes));
        if *need == Need::One {
            required.push(name);
        }
    }
    for child in shape.children {
        let mut list = json!({"type": "array", "items": node(child.shape)});
        if child.need != Need::Many {
            list["maxItems"] = json!(1);
        }
        properties.insert(child.shape.name.to_owned(), list);
        if child.need == Need::One {
            required.push(child.shape.name);
        }
    }
    json!({"type": "object", "additionalProperties": false, "required": required, "properties": properties})
}

fn value(takes: Takes) -> Value {
    match takes {
        Takes::New(_) => json!({"type": "string", "pattern": "^[a-z0-9_]+$"}),
        Takes::Ref(_) => json!({"type": "string", "pattern": "^[a-z0-9_.]+$"}),
        Takes::Number => json!({"type": "integer", "minimum": 0, "maximum": 1_000_000}),
        Takes::Hours => json!({"type": "integer", "minimum": -14, "maximum": 14}),
        Takes::Date => json!({"type": "string", "format": "date"}),
        Takes::Word(words) => json!({"enum": words}),
        Takes::Flag => json!({"type": "boolean"}),
        Takes::Text => json!({"type": "string"}),
        Takes::Share => json!({"type": "string", "pattern": "^[0-9]+/[0-9]+$"}),
        Takes::Digest => json!({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_node_of_the_vocabulary_is_in_the_schema() {
        let schema: Value = serde_json::from_str(&schema()).unwrap();
        for shape in vocabulary::top() {
            let node = &schema["properties"][shape.name]["items"];
            assert_eq!(node["additionalProperties"], json!(false), "{}", shape.name);
        }
        assert_eq!(schema["properties"]["agreement"]["items"]["required"], json!(["id", "format"]));
        assert_eq!(schema["properties"]["nonsense"], Value::Null);
    }
}
