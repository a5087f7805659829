//! The client of one API version: progenitor's, wired to the hand-written transport, below the
//! operations that callers see.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, Block, Expr, File, FnArg, GenericArgument, GenericParam, Generics, ImplItem,
    ImplItemFn, Item, Pat, PathArguments, Receiver, ReturnType, Stmt, Type, TypeReference,
    parse_quote,
};

use super::docs;
use super::request_secrets::Secrets;
use crate::model::{Api, Credential, Operation, Version};

/// Returns the module of `version`, made of what progenitor generated for it.
pub(super) fn version(api: &Api, version: &Version, progenitor: File) -> File {
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
                            public.push(public_method(api, version, operation, method));
                            make_private(operation, method);
                            true
                        }
                        // `new` builds an HTTP client of its own, and panics if it can't.
                        None => false,
                    },
                    _ => true,
                });
                if !item.items.is_empty() {
                    private.push(Item::Impl(item));
                }
            }
            // The types are in a crate of their own, and the hooks are implemented below.
            _ => {}
        }
    }
    let name = &version.name;
    let title =
        format!(" The operations of the API's version `{name}`, as its description has them.");
    let link = format!(" Returned by [`Client::{name}`](crate::Client::{name}).");
    let types = format_ident!("{name}");
    let security = security(version);
    parse_quote! {
        #![doc = #title]

        #[allow(unused_imports, reason = "each of these is for some shape of operation")]
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

        /// Shows the address and nothing of the credentials.
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

/// Returns the root of the generated module: the versions, and how a client gets to each.
pub(super) fn root(api: &Api) -> File {
    let names: Vec<_> =
        api.versions.iter().map(|version| format_ident!("{}", version.name)).collect();
    let docs = names.iter().map(|name| {
        format!(
            " Returns the operations of the API's version `{name}`, as its description has them."
        )
    });
    let clusters = api.clusters.iter().map(super::clusters::items);
    parse_quote! {
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

        #(#clusters)*
    }
}

fn operation<'a>(version: &'a Version, method: &ImplItemFn) -> Option<&'a Operation> {
    version.operations.iter().find(|operation| method.sig.ident == operation.method_name)
}

/// Returns the method that callers see: its error quotes no response.
fn public_method(
    api: &Api,
    version: &Version,
    operation: &Operation,
    method: &ImplItemFn,
) -> ImplItemFn {
    let mut signature = method.sig.clone();
    let (name, id) = (&signature.ident, signature.ident.to_string());
    let response = response(&signature.output).cloned().unwrap_or_else(|| parse_quote!(()));
    let arguments: Vec<_> = signature.inputs.iter().filter_map(argument).collect();
    let names = arguments.iter().map(|(name, _)| name);
    let secrets = Secrets::of(api, version, &arguments);
    let list = secrets.list();
    let body: Block = parse_quote!({
        let result = self.client.#name(#(#names),*).await;
        let operation = crate::error::Operation::Described(#id);
        self.client.inner.finish(operation, result, &#list).await
    });
    WithoutLifetimes.visit_signature_mut(&mut signature);
    signature.output = parse_quote!(-> Result<#response, crate::Error>);
    let text: String = method.attrs.iter().filter_map(docs::line).collect();
    let text = format!("{}\n\n# Errors\n\nSee [`Error`](crate::Error).", text.trim_end());
    let (text, deprecated) = (docs::attributes(&text), deprecated(operation));
    // Uses of a deprecated field are no news to the caller.
    let allow: Option<Attribute> = secrets.deprecated.then(|| {
        parse_quote!(#[allow(deprecated, reason = "a deprecated field must not be shown either")])
    });
    parse_quote! {
        #(#text)*
        #deprecated
        #allow
        pub #signature #body
    }
}

/// Makes progenitor's method one of the crate, without the header `api-version`.
fn make_private(operation: &Operation, method: &mut ImplItemFn) {
    method.attrs.retain(|attribute| docs::line(attribute).is_none());
    method.attrs.extend(deprecated(operation));
    method.vis = parse_quote!(pub(crate));
    remove_version_header(&mut method.block);
}

fn deprecated(operation: &Operation) -> Option<Attribute> {
    let note = "the API description marks this operation as deprecated";
    operation.deprecated.then(|| parse_quote!(#[deprecated = #note]))
}

/// Removes the header that progenitor sends with the version of the description: a habit of another
/// API's servers. The service does not document it, and its own clients don't send it.
fn remove_version_header(block: &mut Block) {
    let mentions = |statement: &Stmt, text: &str| quote!(#statement).to_string().contains(text);
    block.stmts.retain(|statement| !mentions(statement, "\"api-version\""));
    let fills = |statement: &Stmt| mentions(statement, "header_map . append");
    if !block.stmts.iter().any(fills) {
        block.stmts.retain(|statement| !mentions(statement, "let mut header_map"));
        WithoutHeaders.visit_block_mut(block);
    }
}

/// Takes `.headers(header_map)` out of a chain of calls.
struct WithoutHeaders;

impl VisitMut for WithoutHeaders {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Expr::MethodCall(call) = expression {
            if call.method == "headers" {
                *expression = (*call.receiver).clone();
            }
        }
    }
}

/// Leaves lifetimes to be inferred: progenitor names the same one for every reference.
struct WithoutLifetimes;

impl VisitMut for WithoutLifetimes {
    fn visit_generics_mut(&mut self, generics: &mut Generics) {
        let kept = std::mem::take(&mut generics.params).into_iter();
        generics.params = kept.filter(|it| !matches!(it, GenericParam::Lifetime(_))).collect();
    }

    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        visit_mut::visit_type_reference_mut(self, reference);
        reference.lifetime = None;
    }

    fn visit_receiver_mut(&mut self, receiver: &mut Receiver) {
        *receiver = parse_quote!(&self);
    }
}

/// Returns `T` of `Result<ResponseValue<T>, …>`.
fn response(output: &ReturnType) -> Option<&Type> {
    let ReturnType::Type(_, output) = output else { return None };
    first_argument(first_argument(output)?)
}

fn first_argument(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// Returns the name of an argument and the last segment of its type.
fn argument(input: &FnArg) -> Option<(Ident, String)> {
    let FnArg::Typed(input) = input else { return None };
    let Pat::Ident(pattern) = &*input.pat else { return None };
    let ty = match &*input.ty {
        Type::Reference(reference) => &*reference.elem,
        ty => ty,
    };
    let ty = match ty {
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        _ => None,
    };
    Some((pattern.ident.clone(), ty.unwrap_or_default()))
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
        // No alternative at all is the same as one that asks for nothing.
        let nothing = operation.security.is_empty().then(|| quote!(&[]));
        quote!((#id, &[#nothing #(#alternatives),*]))
    });
    quote! {
        /// The credentials that each operation accepts.
        const SECURITY: &crate::http::Security = &[#(#rows),*];
    }
}
