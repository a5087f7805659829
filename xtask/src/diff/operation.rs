//! What changed within one operation, and within what operations share.

use serde_json::Value;

use super::change::At;
use super::rest::{NULL, TEXTS, keys, shown, turned};
use super::schema::Scene;
use super::{Comparison, Kind};

impl<'a> Comparison<'a> {
    /// Compares the operation `id`, which stands at `at`.
    pub(super) fn operation(&mut self, id: &str, at: &At) {
        let (old, new) = (part(self.old, &at.old), part(self.new, &at.new));
        self.each(old, new, at, &["operationId"], |this, key, at, old, new| {
            let claims = at.claims(old, new);
            match key {
                "parameters" => {
                    this.push(Kind::ParametersChanged, id, "its parameters changed", claims);
                }
                "requestBody" => this.body(id, old, new, at),
                "responses" => this.answers(id, or_null(old), or_null(new), at),
                "security" => {
                    let message = format!("needs {} where it needed {}", shown(new), shown(old));
                    this.push(Kind::SecurityChanged, id, message, claims);
                }
                "servers" => this.push(Kind::ServerChanged, id, "has other servers", claims),
                _ => this.text_or_rest(id, key, claims),
            }
        });
    }

    fn body(&mut self, id: &str, old: Option<&'a Value>, new: Option<&'a Value>, at: &At) {
        let (Some(old), Some(new)) = (old, new) else {
            let message = if new.is_some() { "takes a body now" } else { "takes no body any more" };
            return self.push(Kind::TypeChanged, id, message, at.claims(old, new));
        };
        self.each(old, new, at, &[], |this, key, at, old, new| match key {
            "content" => this.content(id, "request", or_null(old), or_null(new), at),
            "required" => {
                let message =
                    "its body, which is always sent, is required or not: the same request";
                this.push(Kind::BodyRequired, id, message, at.claims(old, new));
            }
            _ => this.text_or_rest(id, key, at.claims(old, new)),
        });
    }

    fn answers(&mut self, id: &str, old: &'a Value, new: &'a Value, at: &At) {
        self.each(old, new, at, &[], |this, status, at, old, new| {
            let success = status.starts_with('2');
            match (old, new) {
                (Some(old), Some(new)) if success => this.success(id, old, new, at),
                (Some(old), Some(new)) => this.error_answer(id, status, old, new, at),
                (before, after) => {
                    let word = if after.is_some() { "is described now" } else { "is described no more" };
                    let (kind, message) = match (success, after.is_some()) {
                        // The method returns what its successes have in common.
                        (true, _) => (Kind::TypeChanged, format!("the successful answer {status} {word}: the method returns something else")),
                        (false, true) => (Kind::AnswerAdded, format!("the answer {status} {word}")),
                        (false, false) => (Kind::AnswerRemoved, format!("the answer {status} {word}")),
                    };
                    this.push(kind, id, message, at.claims(before, after));
                }
            }
        });
    }

    fn success(&mut self, id: &str, old: &'a Value, new: &'a Value, at: &At) {
        self.each(old, new, at, &[], |this, key, at, old, new| {
            let claims = at.claims(old, new);
            match (key, old, new) {
                ("content", Some(old), Some(new)) => this.content(id, "answer", old, new, at),
                ("content", _, after) => {
                    let message = if after.is_some() {
                        "answers with a body now"
                    } else {
                        "answers without a body now"
                    };
                    this.push(Kind::TypeChanged, id, message, claims);
                }
                ("headers", _, _) => {
                    this.push(Kind::AnswerChanged, id, "its answer has other headers", claims);
                }
                _ => this.text_or_rest(id, key, claims),
            }
        });
    }

    /// The client reads errors of any shape, so that only their documentation can change.
    fn error_answer(&mut self, id: &str, status: &str, old: &'a Value, new: &'a Value, at: &At) {
        self.each(old, new, at, &[], |this, key, at, old, new| {
            let claims = at.claims(old, new);
            if TEXTS.contains(&key) {
                this.text_or_rest(id, key, claims);
            } else {
                let message = format!("the answer {status} is described otherwise: its `{key}`");
                this.push(Kind::AnswerChanged, id, message, claims);
            }
        });
    }

    /// Bodies by media type.
    fn content(&mut self, id: &str, what: &str, old: &'a Value, new: &'a Value, at: &At) {
        let types = |content| {
            let mut types = keys(content, &NULL);
            types.sort_unstable();
            types
        };
        let (before, after) = (types(old), types(new));
        if before != after {
            let message = format!(
                "its {what} is `{}` where it was `{}`",
                after.join("`, `"),
                before.join("`, `")
            );
            return self.push(Kind::MediaTypeChanged, id, message, at.both());
        }
        self.each(old, new, at, &[], |this, _, at, old, new| {
            this.each(or_null(old), or_null(new), at, &[], |this, key, at, old, new| {
                match (key, old, new) {
                    ("schema", Some(old), Some(new)) => {
                        this.object(&Scene::new(id, what == "request"), old, new, at);
                    }
                    ("schema", ..) => {
                        let message = format!("its {what} has a schema or not");
                        this.push(Kind::TypeChanged, id, message, at.claims(old, new));
                    }
                    ("encoding", ..) => {
                        let message = format!("its {what} is encoded otherwise");
                        this.push(Kind::MediaTypeChanged, id, message, at.claims(old, new));
                    }
                    _ => this.text_or_rest(id, key, at.claims(old, new)),
                }
            });
        });
    }

    /// `components/securitySchemes`.
    pub(super) fn keys(&mut self, old: &'a Value, new: &'a Value, at: &At) {
        self.each(old, new, at, &[], |this, name, at, old, new| match (old, new) {
            (Some(old), Some(new)) => {
                this.each(old, new, at, &[], |this, key, at, old, new| {
                    let claims = at.claims(old, new);
                    if TEXTS.contains(&key) {
                        return this.text_or_rest(name, key, claims);
                    }
                    let message = turned(key, old, new);
                    this.push(Kind::SecurityChanged, name, message, claims);
                });
            }
            (old, new) => {
                let message = if new.is_some() {
                    "a key that was not needed"
                } else {
                    "a key that is not needed any more"
                };
                this.push(Kind::SecurityChanged, name, message, at.claims(old, new));
            }
        });
    }

    /// `components/responses`: error answers that operations share.
    pub(super) fn shared_answers(&mut self, old: &'a Value, new: &'a Value, at: &At) {
        self.each(old, new, at, &[], |this, name, at, old, new| match (old, new) {
            (Some(old), Some(new)) => this.error_answer(name, name, old, new, at),
            (old, new) => {
                let (kind, word) = if new.is_some() {
                    (Kind::AnswerAdded, "now")
                } else {
                    (Kind::AnswerRemoved, "no more")
                };
                this.push(
                    kind,
                    name,
                    format!("the shared answer {name} is described {word}"),
                    at.claims(old, new),
                );
            }
        });
    }
}

/// The part of `document` at `pointer`.
fn part<'a>(document: &'a Value, pointer: &str) -> &'a Value {
    document.pointer(pointer).unwrap_or(&NULL)
}

fn or_null(value: Option<&Value>) -> &Value {
    value.unwrap_or(&NULL)
}
