//! The secrets that a request contains, so that no error of the generated client repeats them.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::model::{Api, Version};

/// The secrets of one request.
pub(super) struct Secrets {
    all: Vec<Secret>,
    /// Whether a field on the way to a secret is deprecated.
    pub deprecated: bool,
}

/// The way to a secret: an argument, and the fields from there, each of which may be optional.
#[derive(Clone)]
struct Secret {
    argument: Ident,
    fields: Vec<(Ident, bool)>,
}

impl Secrets {
    /// Finds the secrets in `arguments`, which are names and types of `version`.
    pub(super) fn of(api: &Api, version: &Version, arguments: &[(Ident, String)]) -> Self {
        let mut secrets = Self { all: Vec::new(), deprecated: false };
        for (argument, ty) in arguments {
            let start = Secret { argument: argument.clone(), fields: Vec::new() };
            secrets.find(api, version, ty, &start, &mut Vec::new());
        }
        secrets
    }

    /// Adds the secrets in a value of the type `ty`. Returns whether there is any.
    fn find<'a>(
        &mut self,
        api: &'a Api,
        version: &'a Version,
        ty: &str,
        way: &Secret,
        around: &mut Vec<&'a str>,
    ) -> bool {
        let version = owner(api, version, ty);
        if version.secrets.iter().any(|secret| secret.name == ty) {
            self.all.push(way.clone());
            return true;
        }
        let object = version.structs.iter().find(|candidate| candidate.name == ty);
        let Some(object) = object.filter(|_| !around.contains(&ty)) else { return false };
        around.push(&object.name);
        let before = self.all.len();
        for field in &object.fields {
            let Some(ty) = &field.type_name else { continue };
            let mut way = way.clone();
            way.fields.push((format_ident!("{}", field.rust), field.required));
            self.deprecated |= self.find(api, version, ty, &way, around) && field.deprecated;
        }
        around.pop();
        self.all.len() > before
    }

    /// Returns an expression for the list of the secrets as text.
    pub(super) fn list(&self) -> TokenStream {
        let code = self.all.iter().map(Secret::code);
        if self.all.iter().all(|secret| secret.fields.iter().all(|(_, required)| *required)) {
            return quote!([#(#code),*]);
        }
        let options = code.zip(&self.all).map(|(code, secret)| {
            let required = secret.fields.iter().all(|(_, required)| *required);
            if required { quote!(Some(#code)) } else { code }
        });
        quote!([#(#options),*].into_iter().flatten().collect::<Vec<_>>())
    }
}

impl Secret {
    /// Returns an expression for the text: an `Option` if a field on the way is optional.
    fn code(&self) -> TokenStream {
        let argument = &self.argument;
        let mut code = quote!(#argument);
        let mut optional = false;
        for (name, required) in &self.fields {
            code = match (optional, required) {
                (false, true) => quote!(#code.#name),
                (false, false) => quote!(#code.#name.as_ref()),
                (true, true) => quote!(#code.map(|inner| &inner.#name)),
                (true, false) => quote!(#code.and_then(|inner| inner.#name.as_ref())),
            };
            optional |= !required;
        }
        if optional {
            quote!(#code.map(|secret| secret.expose_secret()))
        } else {
            quote!(#code.expose_secret())
        }
    }
}

/// Returns the version in which the type `ty` of `version` is generated.
fn owner<'a>(api: &'a Api, version: &'a Version, ty: &str) -> &'a Version {
    let earlier = version.reexports.iter().find(|(name, _)| name == ty);
    let earlier = earlier.and_then(|(_, owner)| api.versions.iter().find(|it| it.name == *owner));
    earlier.unwrap_or(version)
}
