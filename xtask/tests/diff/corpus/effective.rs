//! Changes of what the overlay brings, in the effective document.

use super::Mutation;
use crate::mutations as make;

/// Changes of what the overlay brings, in the effective document.
pub(crate) const EFFECTIVE: &[Mutation] = corpus! {
    "an operation's description": |d| make::token(d)["description"] = "Else.".into()
        => ["patch documentation-changed"], ["patch documentation-changed"];
    "a field's description": |d| make::property(d, "expires_in")["description"] = "Else.".into()
        => ["patch documentation-changed"], ["patch documentation-changed"];
    "a description of a field beside that of its type":
        |d| make::property(d, "scope")["description"] = "Else.".into()
        => ["patch documentation-changed"], ["patch documentation-changed"];
    "a scope's description": |d| make::scope(d)["x-enum-descriptions"]["orders"] = "Else.".into()
        => ["patch documentation-changed"], ["patch documentation-changed"];
    "a scope with its description":
        |d| { make::scopes(d, |all| all.push("made-up-scope".into()));
            make::scope(d)["x-enum-descriptions"]["made-up-scope"] = "Money.".into() }
        => ["minor scope-added"], ["major scope-removed"];
    "an alias": |d| make::scope(d)["x-enum-aliases"]["Orders"] = "orders".into()
        => ["patch scope-respelled"], ["major alias-removed"];
    "an alias for something else": |d| make::scope(d)["x-enum-aliases"]["SKUs"] = "orders".into()
        => ["major alias-removed", "patch scope-respelled"],
        ["major alias-removed", "patch scope-respelled"];
    "an alias that becomes a value":
        |d| { make::scopes(d, |all| all.push("SKUs".into()));
            make::gone(&mut make::scope(d)["x-enum-aliases"], "SKUs") }
        => ["major alias-removed", "minor scope-added"],
        ["major scope-removed", "patch scope-respelled"];
    "a spelling adopted, the name kept": make::adopt
        => ["patch scope-respelled"], ["patch scope-respelled"];
    "a variant's name":
        |d| make::scope(d)["x-enum-names"] = serde_json::json!({ "api": "Everything" })
        => ["major scope-renamed"], ["major scope-renamed"];
    "a variant's name, said aloud":
        |d| make::scope(d)["x-enum-names"] = serde_json::json!({ "api": "Api" })
        => [], [];
    "another enum's variant's name":
        |d| make::grant(d)["x-enum-names"] = serde_json::json!({ "client_credentials": "Client" })
        => ["major api-removed", "major enum-value-renamed", "minor api-added"],
        ["major api-removed", "major enum-value-renamed", "minor api-added"];
    "a type's name in Rust": |d| make::schema(d, make::ANSWER)["x-rust-name"] = "Token".into()
        => ["major type-renamed"], ["major type-renamed"];
    "a schema renamed, its name in Rust kept":
        |d| make::rename_type(d, make::REQUEST, "TokenRequestBody")
        => ["patch type-renamed"], ["patch type-renamed"];
    "an enum that is closed":
        |d| make::each_property(d, "token_type", |one| make::gone(one, "x-open-enum"))
        => ["major api-changed", "major api-changed", "major type-changed"],
        ["major api-changed", "major api-changed", "major type-changed"];
    "a secret that becomes a plain string":
        |d| make::each_property(d, "access_token", |one| { make::gone(one, "format");
            one["x-secret"] = false.into() })
        => ["major api-removed", "major type-changed", "major type-changed", "major type-changed",
            "major type-changed", "major type-removed"],
        ["major type-changed", "major type-changed", "major type-changed", "major type-changed",
            "minor api-added", "minor type-added"];
    "a shared response":
        |d| d["components"]["responses"]["Gone"] = serde_json::json!({ "description": "" })
        => [], [];
    "a shared response's description":
        |d| d["components"]["responses"]["Unauthorized"]["description"] = "No.".into()
        => ["patch documentation-changed"], ["patch documentation-changed"];
    "a shared response without a format":
        |d| make::gone(&mut d["components"]["responses"]["Unauthorized"]["content"],
            "application/json")
        => ["patch answer-changed", "patch answer-changed"],
        ["patch answer-changed", "patch answer-changed"];
    "a server with another host":
        |d| make::servers(d)[0]["url"] = "https://{cluster}.example.com".into()
        => ["patch server-changed"], ["patch server-changed"];
    "a text of a type in one of its two places":
        |d| make::property(d, "token_type")["x-enum-descriptions"]["Bearer"] = "Else.".into()
        => ["patch documentation-changed"], ["patch documentation-changed"];
    "a shared response's body":
        |d| make::gone(&mut d["components"]["responses"]["Unauthorized"], "content")
        => ["patch answer-changed"], ["patch answer-changed"];
    "a scope's path": |d| make::scope(d)["x-enum-paths"]["orders"] = "/v1/purchases".into()
        => ["major scope-path-changed"], ["major scope-path-changed"];
    "a scope without a path": |d| make::gone(&mut make::scope(d)["x-enum-paths"], "orders")
        => ["major scope-path-changed"], ["minor scope-path-added"];
    "a scope that is deprecated":
        |d| make::scope(d)["x-deprecated-values"] = serde_json::json!(["orders"])
        => ["minor deprecated"], ["patch documentation-changed"];
    "a key's description": |d| make::key(d)["description"] = "Else.".into()
        => ["patch documentation-changed"], ["patch documentation-changed"];
    "a description of the document": |d| d["info"]["description"] = "Else.".into()
        => ["patch documentation-changed"], ["patch documentation-changed"];
    "the mark of the generator": |d| d["x-generated-by"] = "someone".into() => [], [];
};
