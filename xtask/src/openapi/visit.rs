//! The one way to walk a description.

use serde_json::Value;

use super::grammar::{Child, Kind, child};
use super::pointer::join;

/// Calls `enter` for each object of the description in `value`, the outermost first, with its kind,
/// its JSON pointer (which starts with `pointer`) and itself.
///
/// A `$ref` is an object like any other: it is not followed.
pub fn visit<'a>(
    value: &'a Value,
    kind: Kind,
    pointer: &str,
    enter: &mut dyn FnMut(Kind, &str, &'a Value),
) {
    let mut stack = vec![(kind, pointer.to_owned(), value)];
    while let Some((kind, at, value)) = stack.pop() {
        enter(kind, &at, value);
        let first = stack.len();
        for (key, member) in value.as_object().into_iter().flatten() {
            match (child(kind, key), member) {
                (Child::One(kind), member) => stack.push((kind, join(&at, key), member)),
                (Child::Map(kind), Value::Object(members)) => {
                    let at = join(&at, key);
                    stack.extend(members.iter().map(|(name, one)| (kind, join(&at, name), one)));
                }
                (Child::List(kind), Value::Array(items)) => {
                    let at = join(&at, key);
                    let items = items.iter().enumerate();
                    stack.extend(items.map(|(i, one)| (kind, join(&at, &i.to_string()), one)));
                }
                _ => {}
            }
        }
        // The stack is last in, first out; the document's order is wanted.
        stack[first..].reverse();
    }
}

/// As [`visit`], to change what is visited. What `enter` leaves of an object is visited next.
pub fn visit_mut(
    value: &mut Value,
    kind: Kind,
    pointer: &str,
    enter: &mut dyn FnMut(Kind, &str, &mut Value),
) {
    enter(kind, pointer, value);
    for (key, member) in value.as_object_mut().into_iter().flatten() {
        let at = join(pointer, key);
        match (child(kind, key), member) {
            (Child::One(kind), member) => visit_mut(member, kind, &at, enter),
            (Child::Map(kind), Value::Object(members)) => {
                for (name, one) in members {
                    visit_mut(one, kind, &join(&at, name), enter);
                }
            }
            (Child::List(kind), Value::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    visit_mut(item, kind, &join(&at, &index.to_string()), enter);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_are_not_keywords_and_the_order_is_kept() {
        let schema = json!({
            "properties": {
                "properties": { "type": "string" },
                "b": { "allOf": [{ "type": "object" }] },
            },
            "items": { "type": "integer" },
        });
        let mut seen = Vec::new();
        visit(&schema, Kind::Schema, "", &mut |_, at, _| seen.push(at.to_owned()));
        let expected =
            ["", "/properties/properties", "/properties/b", "/properties/b/allOf/0", "/items"];
        assert_eq!(seen, expected);
        let mut again = Vec::new();
        visit_mut(&mut schema.clone(), Kind::Schema, "", &mut |_, at, _| again.push(at.to_owned()));
        assert_eq!(again, expected);
    }
}
