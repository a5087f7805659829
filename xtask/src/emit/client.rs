//! The client of one API version: progenitor's client on the hand-written transport, and the public
//! operations.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{
    Attribute, Expr, ExprLit, File, FnArg, ImplItem, ImplItemFn, Item, Lit, Meta, ReturnType, Stmt,
    parse_quote,
};

use super::structs::inside;
use super::{allow_deprecated, deprecation, docs, enums};
use crate::model::{self, Api, Clusters, Credential, Named, Operation, Version};

/// Returns the module of `version`, made from the output of progenitor.
pub(super) fn version(version: &Version, progenitor: File) -> TokenStream {
    let mut public = Vec::new();
    let mut private = Vec::new();
    for item in progenitor.items {
        match item {
            Item::Struct(mut item) => {
                item.attrs = vec![parse_quote!(#[derive(Clone)])];
                item.vis = parse_quote!(pub(crate));
                private.push(Item::Struct(item));
            }
            Item::Impl(item) if item.trait_.is_some() => private.push(Item::Impl(item)),
            Item::Impl(mut item) => {
                item.items.retain_mut(|item| match item {
                    ImplItem::Fn(method) => match operation(version, method) {
                        Some(operation) => {
                            public.push(public_method(version, operation, method));
                            make_private(method);
                            true
                        }
                        // `new` builds its own HTTP client, and panics on failure.
                        None => false,
                    },
                    _ => true,
                });
                if !item.items.is_empty() {
                    private.push(Item::Impl(item));
                }
            }
            // The types are in their own crate, and the hooks are implemented below.
            _ => {}
        }
    }
    let (name, allow) = (&version.name, allow_deprecated(version));
    let title = format!(" The operations of the API version `{name}`.");
    let link = format!(" Returned by [`Client::{name}`](crate::Client::{name}).");
    let types = format_ident!("{name}");
    let security = security(version);
    quote! {
        #![doc = #title]
        #allow

        #[allow(unused_imports, reason = "the imports depend on the operations")]
        use progenitor_client::{
            ByteStream, ClientHooks, ClientInfo, Error, OperationInfo, RequestBuilderExt,
            ResponseValue, encode_path,
        };

        use ::voucherify_oauth_types::#types as types;

        #[doc = #title]
        #[doc = ""]
        #[doc = #link]
        #[derive(Clone)]
        pub struct Operations {
            pub(crate) client: Client,
        }

        impl Operations {
            #(#public)*
        }

        /// Shows the base URL, but no credentials.
        impl ::std::fmt::Debug for Operations {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("Operations")
                    .field("base_url", &self.client.baseurl)
                    .finish_non_exhaustive()
            }
        }

        #security

        #(#private)*

        impl ClientHooks<crate::http::Transport> for Client {
            async fn pre<E>(
                &self,
                request: &mut reqwest::Request,
                operation: &OperationInfo,
            ) -> Result<(), Error<E>> {
                self.inner.authorize(SECURITY, operation, request).map_err(Error::Custom)
            }

            async fn exec(
                &self,
                request: reqwest::Request,
                _: &OperationInfo,
            ) -> reqwest::Result<reqwest::Response> {
                self.inner.send(&self.client, request).await
            }
        }
    }
}

/// Returns the root of the generated module: the versions, and the client's method for each.
pub(super) fn root(api: &Api) -> TokenStream {
    let names: Vec<_> =
        api.versions.iter().map(|version| format_ident!("{}", version.name)).collect();
    let docs =
        names.iter().map(|name| format!(" Returns the operations of the API version `{name}`."));
    let clusters = api.clusters.as_ref().map(clusters);
    quote! {
        #![doc = " The operations of each API version, and the clusters."]

        #(pub mod #names;)*

        impl crate::Client {
            #(
                #[doc = #docs]
                #[must_use]
                pub fn #names(&self) -> #names::Operations {
                    let inner = &self.inner;
                    #names::Operations {
                        client: #names::Client {
                            baseurl: inner.base_url.clone(),
                            client: inner.http.clone(),
                            inner: inner.transport.clone(),
                        },
                    }
                }
            )*
        }

        #clusters
    }
}

/// Returns the enum of the clusters and its implementations.
fn clusters(clusters: &Clusters) -> TokenStream {
    let values = &clusters.values;
    let variants = values.values.iter().map(|value| format_ident!("{}", value.variant));
    let place = format!("{{{}}}", clusters.variable);
    let urls = values.values.iter().map(|value| {
        let url = clusters.template.replace(&place, &value.wire);
        url.trim_end_matches('/').to_owned()
    });
    let item = enums::item("Cluster", &clusters.doc, values, &quote!(::voucherify_oauth_types));
    quote! {
        #item

        impl Cluster {
            /// Returns the base URL of the cluster's API, without a trailing slash.
            #[must_use]
            pub const fn base_url(self) -> &'static str {
                match self {
                    #(Self::#variants => #urls,)*
                }
            }
        }
    }
}

fn operation<'a>(version: &'a Version, method: &ImplItemFn) -> Option<&'a Operation> {
    version.operations.iter().find(|operation| method.sig.ident == operation.method_name)
}

/// Returns the public method. Its errors contain no response body and no secret of the request.
fn public_method(version: &Version, operation: &Operation, method: &ImplItemFn) -> TokenStream {
    let (name, id) = (&method.sig.ident, &operation.method_name);
    let response = match &method.sig.output {
        ReturnType::Type(_, ty) => inside(ty, "Result").and_then(|ty| inside(ty, "ResponseValue")),
        ReturnType::Default => None,
    };
    let names = method.sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(input) => Some(&input.pat),
        FnArg::Receiver(_) => None,
    });
    let (mut always, mut within) = (Vec::new(), Vec::new());
    let body = operation.body.as_ref();
    let others = body.map(|ty| secrets(version, &quote!(body), ty, &mut within, &mut always));
    let (statements, secrets) = match others.filter(|others| !others.is_empty()) {
        None => (TokenStream::new(), quote!([#(#always),*])),
        Some(others) => (quote!(let mut secrets = vec![#(#always),*]; #others), quote!(secrets)),
    };
    let text: String = method.attrs.iter().filter_map(doc).collect();
    // progenitor removes the full stop of a summary, and adds a sentence without one.
    let is_open = |last: char| last.is_alphanumeric() || last == '`';
    let paragraphs = text.trim_end().split("\n\n").map(|paragraph| {
        let stop = !paragraph.starts_with("Arguments:") && paragraph.ends_with(is_open);
        format!("{paragraph}{}", if stop { "." } else { "" })
    });
    let text = paragraphs.collect::<Vec<_>>().join("\n\n");
    let docs = docs(&format!("{text}\n\n# Errors\n\nSee [`Error`](crate::Error)."));
    let deprecation = deprecation(operation.deprecated);
    // progenitor gives every reference the same named lifetime; they can be elided.
    let inputs = &method.sig.inputs;
    let inputs = quote!(#inputs).to_string().replace("'a ", "");
    let inputs: TokenStream = inputs.parse().unwrap_or_default();
    quote! {
        #docs
        #deprecation
        pub async fn #name(#inputs) -> Result<#response, crate::Error> {
            let result = self.client.#name(#(#names),*).await;
            let operation = crate::error::Operation::Described(#id);
            #statements
            self.client.inner.finish(operation, result, &#secrets).await
        }
    }
}

/// Makes progenitor's method private to the crate, and removes the header `api-version`, which the
/// service does not document.
fn make_private(method: &mut ImplItemFn) {
    method.attrs.retain(|attribute| doc(attribute).is_none());
    method.vis = parse_quote!(pub(crate));
    let mentions = |statement: &Stmt, text: &str| quote!(#statement).to_string().contains(text);
    let block = &mut method.block;
    block.stmts.retain(|statement| !mentions(statement, "\"api-version\""));
    if !block.stmts.iter().any(|statement| mentions(statement, "header_map . append")) {
        block.stmts.retain(|statement| !mentions(statement, "let mut header_map"));
        let text = quote!(#block).to_string().replace(". headers (header_map)", "");
        *block = syn::parse_str(&text).unwrap_or_else(|_| block.clone());
    }
}

/// Returns the text of a documentation attribute.
fn doc(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &pair.value else { return None };
    pair.path.is_ident("doc").then(|| text.value())
}

/// Adds an expression to `always` for each secret in the value `code` of type `ty`. Returns
/// statements for secrets in optional fields, lists and maps. `within` are the enclosing structs.
fn secrets<'a>(
    version: &'a Version,
    code: &TokenStream,
    ty: &'a model::Type,
    within: &mut Vec<&'a str>,
    always: &mut Vec<TokenStream>,
) -> TokenStream {
    let (head, inner) = match ty {
        model::Type::Named(name) => {
            let Some(named) = version.find(name) else { return TokenStream::new() };
            if named.is_secret() {
                always.push(quote!(#code.expose_secret()));
            }
            // Visits only types with secrets: the number of paths to a type can be exponential.
            let parts = version.parts(name, |field| field.ty.name());
            let has_secrets = parts.into_iter().any(Named::is_secret);
            if !has_secrets || within.contains(&name.as_str()) {
                return TokenStream::new();
            }
            within.push(name);
            let fields = named.fields().iter().map(|field| {
                let name = format_ident!("{}", field.rust);
                let code = quote!(#code.#name);
                secrets(version, &code, &field.ty, within, always)
            });
            let statements = fields.collect();
            within.pop();
            return statements;
        }
        model::Type::Optional(inner) => (quote!(if let Some(inner) = &#code), inner),
        model::Type::List(inner) => (quote!(for inner in &#code), inner),
        model::Type::Map(inner) => (quote!(for inner in #code.values()), inner),
        _ => return TokenStream::new(),
    };
    let mut always = Vec::new();
    let statements = secrets(version, &quote!(inner), inner, within, &mut always);
    if always.is_empty() && statements.is_empty() {
        return statements;
    }
    quote!(#head { #(secrets.push(#always);)* #statements })
}

/// Returns the table of the credentials that each operation accepts.
fn security(version: &Version) -> TokenStream {
    let rows = version.operations.iter().map(|operation| {
        let id = &operation.method_name;
        let alternatives = operation.security.iter().map(|all| {
            let credentials = all.iter().map(|credential| match credential {
                Credential::Header(name) => quote!(crate::credentials::Credential::Header(#name)),
                Credential::Basic => quote!(crate::credentials::Credential::Basic),
            });
            quote!(&[#(#credentials),*])
        });
        // Without alternatives, the operation requires no credentials.
        let no_credentials = operation.security.is_empty().then(|| quote!(&[]));
        quote!((#id, &[#no_credentials #(#alternatives),*]))
    });
    quote! {
        /// The credentials that each operation accepts.
        const SECURITY: &crate::http::Security = &[#(#rows),*];
    }
}
