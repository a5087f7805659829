//! The requested scopes, as arguments.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Args, Command};
use voucherify_oauth::types::ParseSetError;
use voucherify_oauth::{Scope, ScopeSet};

/// The requested scopes.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
pub(crate) struct Wanted {
    /// Request this scope; repeat the option, or separate scopes with commas
    #[arg(
        short,
        long = "scope",
        value_name = "SCOPE",
        value_parser = ScopesParser,
        hide_possible_values = true
    )]
    scopes: Vec<ScopeSet>,

    /// Request a scope that this version does not know, exactly as given
    #[arg(long = "unlisted-scope", value_name = "SCOPE", value_parser = parse_unlisted)]
    unlisted: Vec<ScopeSet>,
}

impl Wanted {
    pub(crate) fn scopes(&self) -> ScopeSet {
        self.scopes
            .iter()
            .chain(&self.unlisted)
            .fold(ScopeSet::new(), |all, some| all | some.clone())
    }
}

/// Parses scopes separated by commas or spaces, and lists the known scopes for completions.
///
/// Commas are for convenience on the command line only: the service rejects them.
#[derive(Clone, Debug)]
struct ScopesParser;

impl TypedValueParser for ScopesParser {
    type Value = ScopeSet;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<ScopeSet, clap::Error> {
        // A function as a parser reports the error in the format of clap.
        TypedValueParser::parse_ref(&parse, command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Scope::ALL.iter().map(|scope| PossibleValue::new(scope.as_str()))))
    }
}

fn parse(text: &str) -> Result<ScopeSet, ParseSetError> {
    text.replace(',', " ").parse()
}

fn parse_unlisted(text: &str) -> Result<ScopeSet, ParseSetError> {
    ScopeSet::new().with_unrecognized(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_and_spaces_separate() {
        for text in ["vouchers,campaigns", "campaigns vouchers", " vouchers, campaigns,"] {
            assert_eq!(parse(text), Ok(Scope::Vouchers | Scope::Campaigns), "{text:?}");
        }
    }

    #[test]
    fn an_empty_text_is_rejected() {
        for text in ["", " ", ",", " , "] {
            assert!(parse(text).is_err(), "{text:?}");
        }
    }
}
