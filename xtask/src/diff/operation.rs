//! The facts about operations and about the document as a whole.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::facts::{Facts, Place, Walk};
use super::rules::Aspect;
use crate::openapi::grammar::{self, Child, Kind, Reach};
use crate::openapi::{self, members, pointer::join, text, visit_mut};

/// An operation and what is said about it.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) id: String,
    /// The method and path, such as `POST /v1/oauth/token`.
    pub(super) place: String,
    pub(super) pointer: String,
    pub(super) facts: Facts,
}

/// Returns the operations of `document` with their facts. `named` are the Rust names of schemas, by
/// their pointers.
pub(super) fn operations(document: &Value, named: &BTreeMap<&str, &str>) -> Vec<Operation> {
    let all = openapi::operations(document).map(|operation| {
        let mut walk = Walk { document, named, facts: Facts::new() };
        walk.operation(&operation);
        Operation {
            id: operation.id().to_owned(),
            place: format!("{} {}", operation.method.to_uppercase(), operation.path),
            pointer: operation.pointer.clone(),
            facts: walk.facts,
        }
    });
    all.collect()
}

/// Returns the facts about the document as a whole.
pub(super) fn document(document: &Value) -> Facts {
    let mut walk = Walk { document, named: &BTreeMap::new(), facts: Facts::new() };
    let place = |subject: &str| Place::new("", "", subject);
    walk.rest(Kind::Document, document, &place("the document"));
    if let Some(info) = document.get("info") {
        walk.rest(Kind::Info, info, &place("info").step("info"));
    }
    if let Some(components) = document.get("components") {
        walk.rest(Kind::Components, components, &place("the components").step("components"));
    }
    for (path, item) in members(document, "paths") {
        walk.rest(Kind::PathItem, item, &place(path).step("paths").step(path));
    }
    walk.facts
}

impl<'a> Walk<'a> {
    fn operation(&mut self, operation: &openapi::Operation<'a>) {
        let place = Place::new("", &operation.pointer, operation.id());
        self.rest(Kind::Operation, operation.value, &place);
        self.servers(operation, &place);
        self.security(operation, &place);
        if operation.value.get("deprecated") == Some(&Value::Bool(true)) {
            self.fact(&place.step("deprecated"), Aspect::Deprecation, json!(true));
        }
        let (item_at, _) = operation.pointer.rsplit_once('/').unwrap_or_default();
        let item = self.document.pointer(item_at).unwrap_or(&Value::Null);
        for (owner, at) in [(item, item_at), (operation.value, operation.pointer.as_str())] {
            let listed = owner.get("parameters").and_then(Value::as_array).into_iter().flatten();
            for (index, parameter) in listed.enumerate() {
                let at = join(&join(at, "parameters"), &index.to_string());
                let (parameter, found) =
                    self.follow(parameter, &Place { pointer: at, ..place.clone() });
                let name = format!("{} {}", text(parameter, "in"), text(parameter, "name"));
                let place = Place { key: format!("parameters/{name}"), ..found };
                self.whole(Kind::Parameter, parameter, &place, Aspect::Parameter);
            }
        }
        if let Some(body) = operation.value.get("requestBody") {
            let (body, place) = self.follow(body, &place.step("requestBody"));
            self.rest(Kind::RequestBody, body, &place);
            self.content(body, &place, Aspect::Media);
        }
        for (status, response) in members(operation.value, "responses") {
            let (response, mut place) =
                self.follow(response, &place.step("responses").step(status));
            place.response = true;
            let success = status.starts_with('2');
            let aspect = if success { Aspect::Success } else { Aspect::ErrorStatus };
            self.fact(&place, aspect, json!(status));
            // What operations share is reported once.
            if let Some(name) = place.pointer.strip_prefix("/components/responses/") {
                place.subject = name.to_owned();
            }
            self.rest(Kind::Response, response, &place);
            let aspect = if success { Aspect::Media } else { Aspect::Loose };
            self.content(response, &place, aspect);
            for (name, header) in members(response, "headers") {
                let (header, place) = self.follow(header, &place.step("headers").step(name));
                self.whole(Kind::Header, header, &place, Aspect::Loose);
            }
        }
    }

    /// Records an object that is one fact, with all its texts as another one.
    fn whole(&mut self, kind: Kind, object: &Value, place: &Place, aspect: Aspect) {
        let mut bare = object.clone();
        let mut texts = Map::new();
        visit_mut(&mut bare, kind, "", &mut |kind, at, object| {
            if let Some(members) = object.as_object_mut() {
                members.retain(|key, value| {
                    let text = grammar::reach(kind, key) == Reach::Docs;
                    if text {
                        texts.insert(join(at, key), value.clone());
                    }
                    !text && grammar::reach(kind, key) != Reach::Nothing
                });
            }
        });
        self.fact(place, aspect, bare);
        if !texts.is_empty() {
            let key = format!("{}/texts", place.key);
            self.fact(&Place { key, ..place.clone() }, Aspect::Text, Value::Object(texts));
        }
    }

    fn content(&mut self, owner: &'a Value, place: &Place, aspect: Aspect) {
        let Some(content) = owner.get("content").and_then(Value::as_object) else { return };
        let mut formats: Vec<String> = content.keys().map(|name| essence(name)).collect();
        formats.sort_unstable();
        let place = place.step("content");
        self.fact(&place, aspect, json!(formats));
        for (index, (name, media)) in content.iter().enumerate() {
            let mut media_place = place.step(name);
            // One body is the same body, whatever its format.
            if index == 0 {
                media_place.key = format!("{}/body", place.key);
            }
            self.rest(Kind::MediaType, media, &media_place);
            if let Some(encoding) = media.get("encoding") {
                self.fact(&media_place.step("encoding"), Aspect::Encoding, encoding.clone());
            }
            if let Some(schema) = media.get("schema") {
                self.schema(schema, &media_place.step("schema"), &mut Vec::new());
            }
        }
    }

    /// Records the route, hosts and variables of the first server, to which requests go.
    fn servers(&mut self, operation: &openapi::Operation<'a>, place: &Place) {
        let (item, _) = operation.pointer.rsplit_once('/').unwrap_or_default();
        let owners = [operation.pointer.as_str(), item, ""];
        let found = owners.iter().find_map(|at| {
            let listed = self.document.pointer(at)?.get("servers")?.as_array()?;
            Some((join(at, "servers"), listed))
        });
        let (at, listed) =
            found.map_or((String::new(), [].as_slice()), |(at, all)| (at, all.as_slice()));
        let subject = if at == "/servers" { "servers" } else { place.subject.as_str() };
        let split = |server: &'a Value| {
            let url = text(server, "url");
            let host = url.find("://").map_or(0, |scheme| scheme + 3);
            url.split_at(url[host..].find('/').map_or(url.len(), |slash| host + slash))
        };
        let base = listed.first().map_or("", |server| split(server).1.trim_end_matches('/'));
        let route = format!("{} {base}{}", operation.method.to_uppercase(), operation.path);
        self.fact(&place.below("route"), Aspect::Route, json!(route));
        let hosts: Vec<&str> = listed.iter().map(|server| split(server).0).collect();
        let of_servers =
            Place { pointer: at, ..Place::new("servers", "", subject).owned_by("cluster") };
        self.fact(&of_servers, Aspect::Hosts, json!(hosts));
        for (index, server) in listed.iter().enumerate() {
            let of_server = of_servers.step(&index.to_string());
            self.rest(Kind::Server, server, &of_server);
            for (name, variable) in members(server, "variables") {
                let place = of_server.step("variables").step(name);
                let place = Place { subject: name.clone(), ..place.owned_by(name) };
                self.rest(Kind::ServerVariable, variable, &place);
                if let Some(default) = variable.get("default") {
                    self.fact(&place.step("default"), Aspect::DefaultHost, default.clone());
                }
                self.values(variable, &place, false);
            }
        }
    }

    /// Records the alternatives, by the names of the schemes and by what is sent, and the schemes.
    fn security(&mut self, operation: &openapi::Operation<'a>, place: &Place) {
        let listed = operation.value.get("security").or_else(|| self.document.get("security"));
        let mut alternatives = Vec::new();
        for requirement in listed.and_then(Value::as_array).into_iter().flatten() {
            let (mut names, mut sent) = (Vec::new(), Vec::new());
            for name in requirement.as_object().into_iter().flat_map(Map::keys) {
                let at = join("/components/securitySchemes", name);
                let scheme = self.document.pointer(&at).unwrap_or(&Value::Null);
                let (scheme, found) = self.follow(scheme, &Place::new("", &at, name));
                let of_scheme = Place { key: format!("schemes/{name}"), ..found };
                self.rest(Kind::SecurityScheme, scheme, &of_scheme);
                self.fact(&of_scheme, Aspect::Credential, credential(scheme));
                names.push(name.as_str());
                sent.push(credential(scheme));
            }
            names.sort_unstable();
            sent.sort_by_key(Value::to_string);
            alternatives.push(json!({ "names": names, "sent": sent }));
        }
        if alternatives.is_empty() {
            alternatives.push(json!({ "names": [], "sent": [] }));
        }
        let place = match operation.value.get("security") {
            Some(_) => place.step("security"),
            None => place.below("security"),
        };
        self.fact(&place, Aspect::Security, Value::Array(alternatives));
    }
}

/// Returns what is sent for a security scheme.
fn credential(scheme: &Value) -> Value {
    let mut sent = Map::new();
    for (key, value) in scheme.as_object().into_iter().flatten() {
        let known = grammar::child(Kind::SecurityScheme, key) == Child::Fact;
        // The client uses no flow and no discovery, and the name of the format is for people.
        let sends = !matches!(key.as_str(), "flows" | "openIdConnectUrl" | "bearerFormat");
        if known && sends {
            let value = value.as_str().map_or(value.clone(), |text| json!(text.to_lowercase()));
            sent.insert(key.clone(), value);
        }
    }
    sent.sort_keys();
    Value::Object(sent)
}

/// Returns a media type without its parameters.
fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
