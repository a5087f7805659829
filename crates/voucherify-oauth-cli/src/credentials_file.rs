//! The file of `--credentials-file`: the lines that `voucherify-oauth sandbox` prints.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use crate::connection::Keys;
use crate::environment::{APP_ID, APP_TOKEN, BASE_URL};
use crate::failure::Failure;

/// More than this is not a credentials file but a mistake, `/dev/zero` perhaps.
const MAX_LENGTH: u64 = 64 * 1024;

/// Reads the file, which has to have both keys.
pub(crate) fn read(path: &Path) -> Result<Keys, Failure> {
    let shown = path.display();
    let file = File::open(path).map_err(|error| {
        Failure::usage(format_args!("could not open {shown}: {error}"), "check --credentials-file")
    })?;
    check_access(&file, path)?;
    let text = text_of(file)
        .map_err(|error| Failure::usage(format_args!("could not read {shown}: {error}"), FORMAT))?;
    let lines = parse(&text)
        .map_err(|problem| Failure::usage(format_args!("{shown}: {problem}"), FORMAT))?;
    let key = |name, value: Option<String>| {
        value.ok_or_else(|| Failure::usage(format_args!("{shown}: there is no {name}"), FORMAT))
    };
    Ok(Keys {
        app_id: key(APP_ID, lines.app_id)?,
        app_token: key(APP_TOKEN, lines.app_token)?,
        base_url: lines.base_url,
    })
}

/// What stands in the file.
#[derive(Default)]
struct Lines {
    app_id: Option<String>,
    app_token: Option<String>,
    base_url: Option<String>,
}

const FORMAT: &str =
    "a credentials file has the lines VOUCHERIFY_APP_ID=… and VOUCHERIFY_APP_TOKEN=…";

fn text_of(file: File) -> io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::new());
    // One byte more, to tell a file of that length from a longer one.
    file.take(MAX_LENGTH + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAX_LENGTH {
        return Err(io::Error::other("it is longer than 64 KiB"));
    }
    Ok(text)
}

/// Refuses a file that others can read or change, as ssh does with its keys.
///
/// The open file is asked and not its path, so that nobody can put another in its place between.
#[cfg(unix)]
fn check_access(file: &File, path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;

    let shown = path.display();
    let metadata = file.metadata().map_err(|error| {
        Failure::usage(
            format_args!("could not examine {shown}: {error}"),
            "check --credentials-file",
        )
    })?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(Failure::usage(
        format_args!("{shown} is open to other users (mode {mode:04o})"),
        format_args!("make it yours alone: chmod 600 {shown}"),
    ))
}

/// Elsewhere, std can't tell who may read a file.
#[cfg(not(unix))]
fn check_access(_: &File, _: &Path) -> Result<(), Failure> {
    Ok(())
}

/// Reads lines of `NAME=value` or `export NAME=value`; empty lines and those with `#` in front are
/// skipped, one pair of quotes around a value is taken off.
fn parse(text: &str) -> Result<Lines, Problem> {
    let mut lines = Lines::default();
    for (index, line) in text.lines().enumerate() {
        let problem = |what| Problem { line: index + 1, what };
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let assignment = line.strip_prefix("export ").unwrap_or(line).trim_start();
        let (name, value) = assignment.split_once('=').ok_or(problem("there is no `=`"))?;
        let field = match name {
            APP_ID => &mut lines.app_id,
            APP_TOKEN => &mut lines.app_token,
            BASE_URL => &mut lines.base_url,
            _ => return Err(problem("this name is not known")),
        };
        let value = unquoted(value).ok_or(problem("the quotes don't match"))?;
        if value.is_empty() {
            return Err(problem("the value is empty"));
        }
        if field.replace(value.to_owned()).is_some() {
            return Err(problem("this name stands here for the second time"));
        }
    }
    Ok(lines)
}

fn unquoted(value: &str) -> Option<&str> {
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote) {
            return rest.strip_suffix(quote).filter(|inner| !inner.contains(quote));
        }
    }
    Some(value)
}

/// What is wrong and where; never what stands there, which may be a key.
#[derive(Debug, PartialEq, Eq)]
struct Problem {
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
        parse(text).err().map(|problem| problem.to_string()).unwrap_or_default()
    }

    #[test]
    fn plain_exported_and_quoted_values_are_read() {
        let text = "# staging\r\n\nexport VOUCHERIFY_APP_ID='id'\n  VOUCHERIFY_APP_TOKEN=\"to=ken\"\r\n\
                    VOUCHERIFY_BASE_URL=https://acme.voucherify.io";
        let lines = parse(text).unwrap();
        assert_eq!(lines.app_id.as_deref(), Some("id"));
        assert_eq!(lines.app_token.as_deref(), Some("to=ken"));
        assert_eq!(lines.base_url.as_deref(), Some("https://acme.voucherify.io"));
    }

    #[test]
    fn a_problem_names_the_line_and_never_quotes_it() {
        assert_eq!(problem("\ns3cret"), "line 2: there is no `=`");
        assert_eq!(problem("S3CRET=x"), "line 1: this name is not known");
        assert_eq!(problem("VOUCHERIFY_APP_ID="), "line 1: the value is empty");
        assert_eq!(problem("VOUCHERIFY_APP_ID=''"), "line 1: the value is empty");
        for value in ["'s3cret", "\"s3cret'", "'", "'s3'cret'"] {
            let text = format!("VOUCHERIFY_APP_ID={value}");
            assert_eq!(problem(&text), "line 1: the quotes don't match", "{value}");
        }
        assert_eq!(
            problem("VOUCHERIFY_APP_ID=a\nVOUCHERIFY_APP_ID=b"),
            "line 2: this name stands here for the second time"
        );
    }

    #[test]
    fn a_file_without_an_end_is_given_up() {
        #[cfg(target_os = "linux")]
        assert!(text_of(File::open("/dev/zero").unwrap()).is_err());
    }
}
