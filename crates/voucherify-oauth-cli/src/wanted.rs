//! The scopes to ask for, as people type them.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Args, Command};
use voucherify_oauth::types::ParseSetError;
use voucherify_oauth::{Scope, ScopeSet};

/// What the token is to be good for.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
pub(crate) struct Wanted {
    /// Ask for this scope; repeat it, or separate several by commas
    #[arg(short, long = "scope", value_name = "SCOPE", value_parser = ScopesParser, hide_possible_values = true)]
    scopes: Vec<ScopeSet>,

    /// Ask for a scope that this version does not know, exactly as it is given
    #[arg(long = "unlisted-scope", value_name = "SCOPE", value_parser = parse_unlisted)]
    unlisted: Vec<ScopeSet>,
}

impl Wanted {
    pub(crate) fn scopes(self) -> ScopeSet {
        self.scopes.into_iter().chain(self.unlisted).fold(ScopeSet::EMPTY, |all, some| all | some)
    }
}

/// Reads scopes separated by commas or spaces, and tells completions which there are.
///
/// Commas are for people's fingers only: in a request they would be refused by the service.
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
        // A function is a parser, too, and makes clap's usual error of what it returns.
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
    ScopeSet::EMPTY.with_unrecognized(text)
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
    fn nothing_is_no_scope() {
        for text in ["", " ", ",", " , "] {
            assert!(parse(text).is_err(), "{text:?}");
        }
    }
}
