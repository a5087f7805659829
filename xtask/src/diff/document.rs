//! The facts of an effective document: requests, responses and texts.
//!
//! References are followed, so that moving a part into `components` is not a change. The grammar
//! says whether a keyword is a fact, a text, irrelevant, or unknown.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::facts::{self, Facts, Place};
use super::rules::{Aspect, OR};
use crate::model::{Api, Credential};
use crate::openapi::grammar::{self, Child, Kind, Reach};
use crate::openapi::{self, flag, items, join, members, reference, text, version_of};
use crate::read::alternatives;
use crate::rust_name;

/// The state of the walk through a document.
pub(super) struct Walk<'a> {
    pub(super) document: &'a Value,
    /// The Rust names of schemas, by their pointers.
    pub(super) named: BTreeMap<&'a str, &'a str>,
    /// Whether this is a part of a request.
    pub(super) request: bool,
    /// The components that were visited.
    pub(super) visited: BTreeSet<String>,
    /// The enums whose values are scopes.
    pub(super) scopes: BTreeSet<&'a str>,
    pub(super) facts: Facts,
}

/// Returns the facts of an effective document, with the Rust names of `api`.
pub(super) fn read(document: &Value, api: Option<&Api>) -> Facts {
    let types = api.into_iter().flat_map(|api| &api.versions).flat_map(|version| &version.types);
    let named = types.flat_map(|one| one.places.iter().map(|at| (at.as_str(), one.name.as_str())));
    let mut walk = Walk {
        document,
        named: named.collect(),
        request: true,
        visited: BTreeSet::new(),
        scopes: BTreeSet::new(),
        facts: Facts::new(),
    };
    walk.document();
    let operations: Vec<_> = openapi::operations(document)
        .map(|operation| {
            let id = Some(operation.id()).filter(|id| !id.is_empty());
            let mut place = Place::new(id.unwrap_or(&operation.pointer), &operation.pointer);
            place.key = join("", &method_name(&operation));
            place.owners.push(version_of(operation.path).to_owned());
            (operation, place)
        })
        .collect();
    // A type that is part of a request and of a response counts as part of the request.
    for (operation, place) in &operations {
        walk.operation(operation, place);
    }
    walk.request = false;
    for (operation, place) in &operations {
        walk.responses(operation, place);
    }
    walk.facts
}

impl<'a> Walk<'a> {
    pub(super) fn add(&mut self, place: Place, aspect: Aspect, value: impl Into<Value>) {
        facts::add(&mut self.facts, place, aspect, value);
    }

    /// Follows a reference. Returns the object with its place; its key stays.
    fn follow(&self, value: &'a Value, place: Place) -> (&'a Value, Place) {
        match reference::follow(self.document, &place.pointer, value) {
            Some((pointer, target)) => (target, Place { pointer, ..place }),
            None => (value, place),
        }
    }

    /// Records the texts of an object, and its keywords that the grammar does not know. Returns its
    /// other keywords.
    pub(super) fn rest(&mut self, kind: Kind, object: &Value, place: &Place) -> Map<String, Value> {
        let mut rest = Map::new();
        for (key, value) in object.as_object().into_iter().flatten() {
            let aspect = match (grammar::reach(kind, key), grammar::child(kind, key)) {
                (Reach::Docs, _) => Aspect::Text,
                (Reach::Unknown, _) => Aspect::Unknown,
                (Reach::Outcome, Child::Fact | Child::Extension) if *value != false => {
                    rest.insert(key.clone(), value.clone());
                    continue;
                }
                (Reach::Outcome | Reach::Nothing, _) => continue,
            };
            // An empty text or a flag that is `false` is the same as a missing one.
            if *value != "" && *value != false {
                self.add(place.step(key), aspect, value.clone());
            }
        }
        rest
    }

    fn document(&mut self) {
        let document = self.document;
        self.rest(Kind::Document, document, &Place::new("the document", ""));
        for (key, kind) in [("info", Kind::Info), ("components", Kind::Components)] {
            self.rest(kind, &document[key], &Place::new(key, &join("", key)));
        }
        for (path, item) in members(document, "paths") {
            let place = Place::new(path, &join("/paths", path));
            self.rest(Kind::PathItem, item, &place);
        }
        self.servers();
    }

    fn servers(&mut self) {
        for (index, server) in items(self.document, "servers").enumerate() {
            let place = Place::new("servers", "/servers").step(&index.to_string());
            self.rest(Kind::Server, server, &place);
            // The name that the generator gives to the enum of the addresses.
            let place = Place { owners: vec!["Cluster".to_owned()], ..place };
            self.add(place.clone(), Aspect::Host, split(text(server, "url")).0);
            for (name, variable) in members(server, "variables") {
                let place = place.step("variables").step(name);
                let place = Place { subject: name.clone(), ..place };
                self.rest(Kind::ServerVariable, variable, &place);
                if let Some(default) = variable.get("default") {
                    self.add(place.step("default"), Aspect::DefaultHost, default.clone());
                }
                self.values(variable, &place, false);
                self.add(place, Aspect::Named, Value::Null);
            }
        }
    }

    /// Records an operation with its request.
    fn operation(&mut self, operation: &openapi::Operation<'a>, place: &Place) {
        let value = operation.value;
        let method = format!("{} {}", operation.method.to_uppercase(), operation.path);
        self.add(Place::new(&method, &place.pointer), Aspect::Method, method_name(operation));
        self.add(place.clone(), Aspect::Operation, method.clone());
        self.rest(Kind::Operation, value, place);
        if flag(value, "deprecated") {
            self.add(place.step("deprecated"), Aspect::Deprecation, true);
        }
        let (item_at, _) = operation.pointer.rsplit_once('/').unwrap_or_default();
        let item = self.document.pointer(item_at).unwrap_or(&Value::Null);
        let base = self
            .document
            .pointer("/servers/0")
            .map_or("", |server| split(text(server, "url")).1.trim_end_matches('/'));
        let mut route = place.below("route");
        // The addresses of the clusters contain the base path.
        route.owners.push("Cluster".to_owned());
        self.add(route, Aspect::Route, method.replacen(' ', &format!(" {base}"), 1));
        self.security(operation, place);
        for (owner, at) in [(value, operation.pointer.as_str()), (item, item_at)] {
            for (index, parameter) in items(owner, "parameters").enumerate() {
                let pointer = format!("{at}/parameters/{index}");
                let (parameter, place) = self.follow(parameter, Place { pointer, ..place.clone() });
                let name = format!("{} {}", text(parameter, "in"), text(parameter, "name"));
                self.whole(Kind::Parameter, parameter, place.below(&name), Aspect::Parameter);
            }
        }
        if let Some(body) = value.get("requestBody") {
            let (body, place) = self.follow(body, place.step("requestBody"));
            self.rest(Kind::RequestBody, body, &place);
            self.content(body, &place, Aspect::Media);
        }
    }

    fn responses(&mut self, operation: &openapi::Operation<'a>, place: &Place) {
        for (status, response) in members(operation.value, "responses") {
            let (response, mut place) = self.follow(response, place.step("responses").step(status));
            let success = status.starts_with('2');
            let aspect = if success { Aspect::Success } else { Aspect::ErrorStatus };
            self.add(place.clone(), aspect, status.as_str());
            // A shared component is reported once.
            if let Some(name) = place.pointer.strip_prefix("/components/responses/") {
                place.subject = name.to_owned();
            }
            self.rest(Kind::Response, response, &place);
            self.content(response, &place, if success { Aspect::Media } else { Aspect::Loose });
            for (name, header) in members(response, "headers") {
                let (header, place) = self.follow(header, place.step("headers").step(name));
                self.whole(Kind::Header, header, place, Aspect::Loose);
            }
        }
    }

    /// Records a parameter or a header, which is one fact beside its texts.
    fn whole(&mut self, kind: Kind, object: &'a Value, place: Place, aspect: Aspect) {
        let mut whole = self.rest(kind, object, &place);
        if let Some(schema) = object.get("schema") {
            whole.insert("schema".to_owned(), json!(self.schema(schema, &place.step("schema"))));
        }
        if let Some(content) = object.get("content") {
            whole.insert("content".to_owned(), content.clone());
        }
        self.add(place, aspect, whole);
    }

    fn content(&mut self, owner: &'a Value, place: &Place, aspect: Aspect) {
        let Some(content) = owner.get("content").and_then(Value::as_object) else { return };
        let place = place.step("content");
        // Drops the parameters of the media type.
        let essence = |name: &String| -> String {
            name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
        };
        let mut formats: Vec<String> = content.keys().map(essence).collect();
        formats.sort_unstable();
        for (index, (name, media)) in content.iter().enumerate() {
            // The key has no media type: another one for the same body is a change of the format
            // alone.
            let key = join(&place.key, &index.to_string());
            let place = Place { key, ..place.step(name) };
            self.rest(Kind::MediaType, media, &place);
            if let Some(schema) = media.get("schema") {
                let loose = aspect == Aspect::Loose;
                let own = if loose { Aspect::LooseBody } else { Aspect::Type };
                self.typed(schema, &place.step("schema"), own);
            }
        }
        self.add(place, aspect, formats);
    }

    /// Records the security alternatives by the credentials that are sent, and the texts of the
    /// schemes.
    fn security(&mut self, operation: &openapi::Operation<'a>, place: &Place) {
        let document = self.document;
        let name = |credential: Credential| match credential {
            Credential::Header(name) => name,
            Credential::Basic => "HTTP Basic".to_owned(),
        };
        let all = alternatives(document, operation.value);
        let sent = all.into_iter().map(|alternative| match alternative {
            Ok(sent) if sent.is_empty() => "nothing".to_owned(),
            Ok(sent) => sent.into_iter().map(name).collect::<Vec<_>>().join(" with "),
            Err((at, why)) => format!("{at}, which {why}"),
        });
        let mut sent: Vec<_> = sent.collect();
        if sent.is_empty() {
            sent.push("nothing".to_owned());
        }
        let own = operation.value.get("security").is_some();
        let place = if own { place.step("security") } else { place.below("security") };
        self.add(place, Aspect::Security, sent.join(OR));
        for name in reference::security(document, operation.value) {
            let at = join("/components/securitySchemes", name);
            if let Some(scheme) = document.pointer(&at) {
                let (scheme, place) = self.follow(scheme, Place::new(name, &at));
                self.rest(Kind::SecurityScheme, scheme, &place);
            }
        }
    }
}

/// Returns the name of the method of an operation, which is the same for similar ids.
fn method_name(operation: &openapi::Operation<'_>) -> String {
    rust_name::snake(operation.id()).unwrap_or_else(|| operation.pointer.clone())
}

/// Splits the URL of a server before its path.
fn split(url: &str) -> (&str, &str) {
    let host = url.find("://").map_or(0, |scheme| scheme + 3);
    url.split_at(url[host..].find('/').map_or(url.len(), |slash| host + slash))
}
