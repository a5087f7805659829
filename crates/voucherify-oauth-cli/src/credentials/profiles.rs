//! Parses credentials files: profiles with lines of `name = value`.

use std::fmt;

use zeroize::Zeroizing;

/// The name of the profile before the first `[name]`.
pub(super) const DEFAULT: &str = "default";

/// One profile of a file.
#[derive(Default)]
pub(super) struct Found {
    pub(super) exists: bool,
    pub(super) app_id: Option<String>,
    pub(super) app_token: Option<Zeroizing<String>>,
    pub(super) base_url: Option<String>,
    /// The line numbers of unknown names.
    pub(super) unknown: Vec<usize>,
    /// The names of all profiles in the file.
    pub(super) profiles: Vec<String>,
}

/// Parses the lines of `profile`.
///
/// A line is `[profile]`, or `name = value` with an optional leading `export` and optional quotes
/// around the value. Names are case-insensitive, with an optional prefix `VOUCHERIFY_`. Empty lines
/// and lines that begin with `#` or `;` are skipped.
pub(super) fn parse(text: &str, profile: &str) -> Result<Found, Problem> {
    let mut found = Found::default();
    let mut current = DEFAULT;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let problem = |what| Problem { line: number, what };
        let line = line.trim();
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(section) = line.strip_prefix('[') {
            let name = section.strip_suffix(']').ok_or(problem("`]` is missing"))?.trim();
            current = name.strip_prefix("profile ").unwrap_or(name).trim();
        }
        if !found.profiles.iter().any(|known| known == current) {
            found.profiles.push(current.to_owned());
        }
        found.exists |= current == profile;
        if line.starts_with('[') {
            continue;
        }
        let assignment = line.strip_prefix("export ").unwrap_or(line);
        let (name, value) = assignment.split_once('=').ok_or(problem("there is no `=`"))?;
        let value = unquoted(value.trim()).ok_or(problem("the quotes don't match"))?;
        if current != profile {
            continue;
        }
        let name = name.trim().to_ascii_lowercase();
        let is_repeated = match name.strip_prefix("voucherify_").unwrap_or(&name) {
            "app_id" => found.app_id.replace(value.to_owned()).is_some(),
            "app_token" => found.app_token.replace(value.to_owned().into()).is_some(),
            "base_url" => found.base_url.replace(value.to_owned()).is_some(),
            _ => {
                found.unknown.push(number);
                continue;
            }
        };
        if value.is_empty() {
            return Err(problem("the value is empty"));
        }
        if is_repeated {
            return Err(problem("this name is in the profile twice"));
        }
    }
    Ok(found)
}

fn unquoted(value: &str) -> Option<&str> {
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote) {
            return rest.strip_suffix(quote).filter(|inner| !inner.contains(quote));
        }
    }
    Some(value)
}

/// An error in a line. Never contains the text of the line, which may be a key.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Problem {
    line: usize,
    what: &'static str,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> String {
        parse(text, DEFAULT).err().map(|problem| problem.to_string()).unwrap_or_default()
    }

    fn app_id(text: &str, profile: &str) -> Option<String> {
        parse(text, profile).unwrap().app_id
    }

    #[test]
    fn plain_exported_and_quoted_values_parse() {
        let text = "# staging\r\n\nexport VOUCHERIFY_APP_ID='id'\n\
                    \x20 VOUCHERIFY_APP_TOKEN=\"to=ken\"\r\n\
                    VOUCHERIFY_BASE_URL=https://acme.voucherify.io";
        let found = parse(text, DEFAULT).unwrap();
        assert_eq!(found.app_id.as_deref(), Some("id"));
        assert_eq!(found.app_token.as_ref().map(|token| token.as_str()), Some("to=ken"));
        assert_eq!(found.base_url.as_deref(), Some("https://acme.voucherify.io"));
        assert!(found.unknown.is_empty());
    }

    #[test]
    fn each_profile_has_its_own_lines() {
        let text = "app_id = first\n[staging]\napp_id = second\n\n[profile live]\napp_id=third\n\
                    ; a comment\n[default]\napp_token = fourth";
        assert_eq!(app_id(text, DEFAULT).as_deref(), Some("first"));
        assert_eq!(app_id(text, "staging").as_deref(), Some("second"));
        assert_eq!(app_id(text, "live").as_deref(), Some("third"));
        let found = parse(text, DEFAULT).unwrap();
        assert!(found.app_token.is_some(), "[default] continues the lines before a section");
        assert_eq!(found.profiles, ["default", "staging", "live"]);
        assert!(!parse(text, "other").unwrap().exists);
    }

    #[test]
    fn unknown_names_of_the_profile_are_reported() {
        let text = "[a]\nregion = x\n[b]\nother = y\nVoucherify_App_Id = z";
        let found = parse(text, "b").unwrap();
        assert_eq!((found.unknown, found.app_id.as_deref()), (vec![4], Some("z")));
    }

    #[test]
    fn a_problem_names_the_line_and_never_quotes_it() {
        assert_eq!(problem("\ns3cret"), "line 2: there is no `=`");
        assert_eq!(problem("[s3cret"), "line 1: `]` is missing");
        assert_eq!(problem("VOUCHERIFY_APP_ID="), "line 1: the value is empty");
        assert_eq!(problem("VOUCHERIFY_APP_ID=''"), "line 1: the value is empty");
        for value in ["'s3cret", "\"s3cret'", "'", "'s3'cret'"] {
            let text = format!("VOUCHERIFY_APP_ID={value}");
            assert_eq!(problem(&text), "line 1: the quotes don't match", "{value}");
        }
        let twice = problem("VOUCHERIFY_APP_ID=a\napp_id=b");
        assert_eq!(twice, "line 2: this name is in the profile twice");
    }
}
