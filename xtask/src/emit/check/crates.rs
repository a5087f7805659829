//! Paths into crates that are not there.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Fields, File, Item};

use super::origin::Origin;
use crate::finding::Finding;

/// The keywords that a path may follow: after any other word, `::` goes on with a path.
const BEFORE_A_PATH: &[&str] =
    &["as", "dyn", "else", "for", "impl", "in", "match", "mut", "return", "use", "where"];

/// Refuses each item of `file` that names a crate other than those `allowed`.
pub(super) fn foreign(
    file: &File,
    allowed: &[&str],
    origin: &Origin<'_>,
    findings: &mut Vec<Finding>,
) {
    for item in &file.items {
        if let Item::Struct(item) = item
            && let Fields::Named(fields) = &item.fields
        {
            for field in &fields.named {
                let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                if let Some(foreign) = first(field.to_token_stream(), allowed) {
                    findings.push(refusal(&foreign, &origin.field(&item.ident, &name)));
                }
            }
        } else if let Some(foreign) = first(item.to_token_stream(), allowed) {
            findings.push(refusal(&foreign, &origin.item(item)));
        }
    }
    // A field's type is met again in what is implemented for it: one word on it is enough.
    let mut seen = std::collections::BTreeSet::new();
    findings.retain(|finding| seen.insert(finding.clone()));
}

fn refusal(name: &str, (what, file, at): &(String, String, String)) -> Finding {
    let message = match name {
        "serde_json" => format!("{what} may be any JSON, which the types can't hold"),
        _ => format!("{what} would need the crate `{name}`, which the generated code can't use"),
    };
    Finding::new(
        file,
        at,
        message,
        "give it properties or a type in the overlay, or add a lowering rule to xtask/src/lower",
    )
}

/// The first crate in `tokens` that is not `allowed`.
fn first(tokens: TokenStream, allowed: &[&str]) -> Option<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token
            && let Some(found) = first(group.stream(), allowed)
        {
            return Some(found);
        }
        let [TokenTree::Punct(one), TokenTree::Punct(two), TokenTree::Ident(name)] =
            tokens.get(index..index + 3).unwrap_or_default()
        else {
            continue;
        };
        let colons = one.as_char() == ':' && two.as_char() == ':';
        // `a::b`, and not `a: ::b`.
        let joint = one.spacing() == proc_macro2::Spacing::Joint;
        if colons && joint && begins(tokens.get(..index).unwrap_or_default()) {
            let name = name.to_string();
            if !allowed.contains(&name.as_str()) {
                return Some(name);
            }
        }
    }
    None
}

/// Whether a `::` after `before` begins a path.
fn begins(before: &[TokenTree]) -> bool {
    match before {
        [.., TokenTree::Punct(quote), TokenTree::Ident(_)] if quote.as_char() == '\'' => true,
        [.., TokenTree::Ident(word)] => BEFORE_A_PATH.contains(&word.to_string().as_str()),
        [.., TokenTree::Punct(dash), TokenTree::Punct(angle)] if angle.as_char() == '>' => {
            matches!(dash.as_char(), '-' | '=')
        }
        [.., TokenTree::Punct(mark)] => !matches!(mark.as_char(), '>' | ':') || !follows(before),
        _ => true,
    }
}

/// Whether `before` ends within a path: `a::<b>`, or the first colon of two.
fn follows(before: &[TokenTree]) -> bool {
    match before {
        [.., TokenTree::Punct(mark)] if mark.as_char() == ':' => {
            mark.spacing() == proc_macro2::Spacing::Joint
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn a_path_is_told_from_the_rest_of_one() {
        let found = |tokens| first(tokens, &["std"]);
        assert_eq!(found(quote!(pub a: ::std::vec::Vec<::chrono::X>)).as_deref(), Some("chrono"));
        assert_eq!(
            found(quote!(
                fn a() -> ::uuid::Uuid {}
            ))
            .as_deref(),
            Some("uuid")
        );
        assert_eq!(found(quote!(x: &'a ::uuid::Uuid)).as_deref(), Some("uuid"));
        assert_eq!(found(quote!(impl ::regress::X for Y {})).as_deref(), Some("regress"));
        assert_eq!(
            found(quote!(
                #[derive(::other::X)]
                struct A;
            ))
            .as_deref(),
            Some("other")
        );
        assert_eq!(found(quote!(a::b::<C>::d(e::f), <X as Y>::z, Vec::<u8>::new())), None);
        assert_eq!(found(quote!(match a { b => ::std::x() }, a: B::C)), None);
    }
}
