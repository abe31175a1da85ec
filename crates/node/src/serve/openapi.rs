//! What programs can ask and send, as OpenAPI 3.1: made from the acts' own table, so that it cannot say anything else than what is taken.

use agreement::Agreement;
use agreement::act::ActKind;
use agreement::events::field::Holds;
use serde_json::{Map, Value, json};
use web::send;

/// How many acts are given at once.
pub const LIMIT: u32 = 100;

/// And at most.
pub const LIMIT_MAX: u32 = 1000;

/// The description, for one agreement.
pub fn described(agreement: &Agreement) -> Value {
    let sendable = || ActKind::ALL.iter().filter(|kind| send::action(**kind).is_some());
    let schemas = sendable().map(|kind| (kind.name().to_owned(), schema(agreement, *kind))).collect::<Map<_, _>>();
    let one_of = sendable().map(|kind| json!({"$ref": format!("#/components/schemas/{}", kind.name())})).collect::<Vec<_>>();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Counterpart",
            "version": "1",
            "description": "What one party's node holds, and the acts that its officers send, as data. A token asks for one officer.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": paths(agreement, &one_of),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "Made on the page of one's own account."}},
            "schemas": Map::from_iter(schemas.into_iter().chain(answers(agreement))),
        },
    })
}

fn paths(agreement: &Agreement, one_of: &[Value]) -> Value {
    let on = json!({"name": "on", "in": "query", "description": "the day that is asked about", "schema": {"type": "string", "format": "date"}});
    let path = |name: &str, schema: Value| json!({"name": name, "in": "path", "required": true, "schema": schema});
    let query = |name: &str, schema: Value| json!({"name": name, "in": "query", "schema": schema});
    let number = json!({"type": "integer", "minimum": 0, "maximum": u32::MAX});
    let limit = json!({"type": "integer", "minimum": 1, "maximum": LIMIT_MAX, "default": LIMIT});
    let log = json!({"enum": logs(agreement)});
    // Rules are there whatever the record holds, so these can be tried as they stand.
    let matters = agreement.rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>();
    let matter = json!({"type": "string", "pattern": "^[a-z0-9_%./-]+$", "examples": matters});
    let first = json!({"type": "integer", "minimum": 1, "maximum": 999_999_999, "examples": [1]});
    json!({
        "/record": {"get": asked("how the counterpart and the agreement stand", std::slice::from_ref(&on), "Record")},
        "/report": {"get": asked("all matters, duties, next steps and what is open", &[on.clone(), query("year", json!({"type": "integer", "minimum": 1, "maximum": 9999}))], "Object")},
        "/matters/{matter}": {"get": asked("one matter, rule or duty with its grounds; slashes in its id as %2F or as they are", &[path("matter", matter), on.clone()], "Object")},
        "/acts": {
            "get": asked("acts of a matter, or those of a party's log after a number", &[query("matter", json!({"type": "string"})), query("log", log.clone()), query("after", number), query("limit", limit), on.clone()], "Acts"),
            "post": sent(one_of),
        },
        "/acts/{log}/{number}": {"get": asked("one act", &[path("log", log), path("number", first), on], "Act")},
    })
}

/// The logs that there are, by their parties.
fn logs(agreement: &Agreement) -> Vec<&str> {
    agreement.parties().map(|party| agreement.body_of(party).id.as_str()).collect()
}

fn content(kind: &str, schema: &str) -> Value {
    json!({kind: {"schema": {"$ref": format!("#/components/schemas/{schema}")}}})
}

fn problem(description: &str) -> Value {
    json!({"description": description, "content": content("application/problem+json", "Problem")})
}

fn problems() -> Map<String, Value> {
    let said = [
        ("400", "the request is not as described"),
        ("401", "no token, or one that has ended"),
        ("403", "the officer of this token may not do this"),
        ("404", "there is no such thing, or not for this reader"),
        ("406", "the request accepts no encoding that there is; it came as it is"),
        ("421", "the request is addressed to a site that is not served here"),
        ("500", "this node failed; its own log says why"),
        ("503", "the record does not answer now"),
    ];
    let mut problems = said.into_iter().map(|(status, said)| (status.to_owned(), problem(said))).collect::<Map<_, _>>();
    // It is said of an answer that was made already, whatever that holds.
    problems["406"] = json!({"description": problems["406"]["description"]});
    problems
}

fn asked(summary: &str, parameters: &[Value], schema: &str) -> Value {
    let mut responses = problems();
    responses
        .insert("429".to_owned(), too_many("more questions than are answered in a minute, from one address or under one token"));
    responses.insert("200".to_owned(), json!({"description": "the data", "content": content("application/json", schema)}));
    json!({"summary": summary, "parameters": parameters, "responses": responses})
}

fn sent(one_of: &[Value]) -> Value {
    let key = json!({"name": "Idempotency-Key", "in": "header", "description": "the same act under the same key counts once",
                     "schema": {"type": "string", "minLength": 1, "maxLength": 200}});
    let mut responses = problems();
    responses.insert("201".to_owned(), json!({"description": "on record", "content": content("application/json", "Recorded")}));
    responses.insert(
        "200".to_owned(),
        json!({"description": "on record before, under the same key", "content": content("application/json", "Recorded")}),
    );
    responses.insert("408".to_owned(), problem("the body came too slowly"));
    responses.insert("413".to_owned(), problem("the body is too long"));
    responses.insert("415".to_owned(), problem("the body is not JSON"));
    responses.insert("422".to_owned(), problem("the agreement or the record does not take it: why, with the provision"));
    responses.insert("429".to_owned(), too_many("more acts than are taken from one address in a minute"));
    json!({
        "summary": "lays an act before the record; acts that an officer signs are signed elsewhere",
        "parameters": [key],
        "requestBody": {"required": true, "content": {"application/json": {"schema": {"oneOf": one_of}}}},
        "responses": responses,
    })
}

/// What somebody is told who asks or sends too much: when to come again.
fn too_many(description: &str) -> Value {
    let mut too_many = problem(description);
    too_many["headers"] = json!({"Retry-After": {"description": "in how many seconds", "schema": {"type": "integer"}}});
    too_many
}

fn answers(agreement: &Agreement) -> Vec<(String, Value)> {
    vec![
        ("Object".to_owned(), json!({"type": "object"})),
        (
            "Record".to_owned(),
            json!({"type": "object", "required": ["agreement", "party", "on", "today", "sample", "state", "logs", "standing"], "properties": {
                "agreement": {"type": "string"}, "party": {"enum": logs(agreement)}, "on": day(), "today": day(), "sample": {"type": "boolean"},
                "state": {"type": "string", "pattern": "^[0-9a-f]{64}$"}, "logs": {"type": "array", "items": {"$ref": "#/components/schemas/Log"}}}}),
        ),
        (
            "Log".to_owned(),
            json!({"type": "object", "required": ["party", "size", "received", "held_by_all", "root", "forked"], "properties": {
                "party": {"enum": logs(agreement)}, "size": count(), "received": count(), "held_by_all": count(), "root": {"type": "string"},
                "forked": {"type": "boolean"}}}),
        ),
        (
            "Act".to_owned(),
            json!({"type": "object", "required": ["place", "act", "author", "on", "occurred", "recorded", "paper", "cites", "texts"], "properties": {
                "place": {"type": "string", "pattern": "^[a-z0-9_]+/[0-9]+$"}, "act": {"enum": ActKind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>()},
                "author": {"type": "string"}, "on": {"type": ["string", "null"]}, "occurred": day(), "recorded": day(), "paper": {"type": "boolean"},
                "cites": {"type": "array", "items": {"type": "string"}}, "texts": {"type": "array", "items": {"type": "string"}}}}),
        ),
        (
            "Acts".to_owned(),
            json!({"type": "object", "required": ["acts"], "properties": {"acts": {"type": "array", "items": {"$ref": "#/components/schemas/Act"}}, "after": {"type": ["integer", "null"]}}}),
        ),
        (
            "Recorded".to_owned(),
            json!({"type": "object", "required": ["place"], "properties": {"place": {"type": "string"}, "act": {"type": "string"}}}),
        ),
        (
            "Problem".to_owned(),
            json!({"type": "object", "required": ["title", "status"], "properties": {"title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "array", "items": {"type": "string"}}}}),
        ),
    ]
}

fn day() -> Value {
    json!({"type": "string", "format": "date"})
}

fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

/// The object of an act: its own fields, and the frame that the pages' form has around them.
fn schema(agreement: &Agreement, kind: ActKind) -> Value {
    let mut properties = Map::new();
    properties.insert("act".to_owned(), json!({"const": kind.name()}));
    properties.insert("on".to_owned(), json!({"type": "string", "description": "the matter"}));
    let mut required = vec!["act", "on"];
    for (name, holds, optional) in kind.form() {
        properties.insert((*name).to_owned(), field(agreement, holds));
        // A text that is on record already need not be named, and a list may be empty.
        let is_given = *holds == Holds::Text && send::answers(kind) || matches!(holds, Holds::Bodies | Holds::Numbers);
        if !optional && !is_given {
            required.push(name);
        }
    }
    for (name, schema) in frame() {
        properties.entry(name.to_owned()).or_insert(schema);
    }
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn frame() -> [(&'static str, Value); 4] {
    [
        (
            "audience",
            json!({"enum": ["own_side", "all_parties", "public"], "description": "who may read the texts; own_side unless named"}),
        ),
        ("remarks", json!({"type": "string"})),
        ("occurred", json!({"type": "string", "format": "date"})),
        ("paper", json!({"type": "boolean"})),
    ]
}

fn field(agreement: &Agreement, holds: &Holds) -> Value {
    let body = || json!({"enum": agreement.parties().map(|party| agreement.body_of(party).id.clone()).collect::<Vec<_>>()});
    match holds {
        Holds::Text | Holds::Words | Holds::Matter | Holds::Place => json!({"type": "string"}),
        Holds::Number => json!({"type": "integer", "minimum": 0, "maximum": u32::MAX}),
        Holds::Numbers => json!({"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": u32::MAX}}),
        Holds::Flag => json!({"type": "boolean"}),
        Holds::Word(words) => json!({"enum": words}),
        Holds::Day => json!({"type": "string", "format": "date"}),
        Holds::Time => json!({"type": "string"}),
        Holds::Body => body(),
        Holds::Bodies => json!({"type": "array", "items": body()}),
        Holds::Places | Holds::Names => json!({"type": "array", "items": {"type": "string"}}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Book;

    #[test]
    fn whatever_a_program_may_be_answered_is_described_and_what_it_may_ask_for_is_named() {
        let book = Book::open("greater_bay_area_2017").expect("a shipped agreement");
        let described = described(&book.agreement);
        let answers = |method: &str, path: &str| {
            let said = described["paths"][path][method]["responses"].as_object().expect("answers");
            let mut statuses = said.keys().map(|status| status.parse::<u16>().expect("a status")).collect::<Vec<_>>();
            statuses.sort_unstable();
            statuses
        };
        assert_eq!(answers("get", "/record"), [200, 400, 401, 403, 404, 406, 421, 429, 500, 503]);
        assert_eq!(answers("post", "/acts"), [200, 201, 400, 401, 403, 404, 406, 408, 413, 415, 421, 422, 429, 500, 503]);
        let parameters = &described["paths"]["/acts/{log}/{number}"]["get"]["parameters"];
        assert_eq!(parameters[0]["schema"]["enum"], json!(["ndrc", "guangdong", "hong_kong", "macao"]));
        let examples = &described["paths"]["/matters/{matter}"]["get"]["parameters"][0]["schema"]["examples"];
        assert!(examples.as_array().is_some_and(|ids| ids.contains(&json!("key_work"))), "{examples}");
    }
}
