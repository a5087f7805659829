//! Finds the keys in the environment or in a profile of a credentials file.

mod access;
mod profiles;

use std::env;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use voucherify_oauth::types::Printable;
use zeroize::Zeroizing;

use crate::environment::{APP_ID, APP_TOKEN, CREDENTIALS_FILE, PROFILE, variable};
use crate::failure::Failure;
use crate::output::Log;

/// The longest file that is read, in bytes. A longer one is a mistake, such as `/dev/zero`.
const MAX_LENGTH: u64 = 64 * 1024;

const FORMAT: &str = "a profile has the lines VOUCHERIFY_APP_ID=… and VOUCHERIFY_APP_TOKEN=…, \
                      and may have VOUCHERIFY_BASE_URL=…";

/// A pair of keys, and the address of the API if their file contains it.
pub(crate) struct Keys {
    pub(crate) app_id: String,
    pub(crate) app_token: Zeroizing<String>,
    pub(crate) base_url: Option<String>,
}

impl Keys {
    /// Finds the keys in the first of: the file or profile of an option, the environment, the file
    /// or profile of a variable, the default file.
    pub(crate) fn find(
        file: Option<&Path>,
        profile: Option<&str>,
        limit: Duration,
        log: &Log<'_>,
    ) -> Result<Self, Failure> {
        if file.is_none() && profile.is_none() {
            match (variable(APP_ID)?, variable(APP_TOKEN)?) {
                (Some(app_id), Some(app_token)) => {
                    return Ok(Self { app_id, app_token: app_token.into(), base_url: None });
                }
                (None, None) => {}
                (Some(_), None) => return Err(half(APP_TOKEN, APP_ID)),
                (None, Some(_)) => return Err(half(APP_ID, APP_TOKEN)),
            }
        }
        let path = match file {
            Some(path) => Some(path.to_owned()),
            None => variable(CREDENTIALS_FILE)?.map(PathBuf::from),
        };
        let named_profile = match profile {
            Some(profile) => Some(profile.to_owned()),
            None => variable(PROFILE)?,
        };
        let path = match path {
            Some(path) => path,
            None => match default_file() {
                Some(path) if named_profile.is_some() || path.exists() => path,
                _ => return Err(nowhere()),
            },
        };
        Self::from_file(path, named_profile.as_deref().unwrap_or(profiles::DEFAULT), limit, log)
    }

    fn from_file(
        path: PathBuf,
        profile: &str,
        limit: Duration,
        log: &Log<'_>,
    ) -> Result<Self, Failure> {
        let shown = path.display().to_string();
        let text = read_within(path, limit)?;
        let found = profiles::parse(&text, profile)
            .map_err(|problem| Failure::usage(format_args!("{shown}: {problem}"), FORMAT))?;
        for line in &found.unknown {
            log.warn(format_args!("{shown}: line {line}: unknown name, ignored"));
        }
        let in_profile = format!("{shown}, profile `{}`", Printable::new(profile));
        if !found.exists {
            let message = format!("{in_profile}: no such profile");
            let others = found.profiles.join(", ");
            return Err(match &*others {
                "" => Failure::usage(message, FORMAT),
                others => Failure::usage(
                    message,
                    format_args!("the profiles of this file are: {}", Printable::new(others)),
                ),
            });
        }
        let missing =
            |name| Failure::usage(format_args!("{in_profile}: {name} is missing"), FORMAT);
        Ok(Self {
            app_id: found.app_id.ok_or_else(|| missing(APP_ID))?,
            app_token: found.app_token.ok_or_else(|| missing(APP_TOKEN))?,
            base_url: found.base_url,
        })
    }
}

fn half(missing: &str, set: &str) -> Failure {
    Failure::usage(
        format_args!("{missing} is not set, but {set} is"),
        "set both, or unset both and use a credentials file",
    )
}

fn nowhere() -> Failure {
    Failure::usage(
        "found no keys: VOUCHERIFY_APP_ID and VOUCHERIFY_APP_TOKEN are not set, and there is no \
         credentials file",
        format_args!(
            "set both variables, or write {}; `voucherify-oauth demo` needs no keys",
            default_file().map_or_else(
                || "a file for --credentials-file".to_owned(),
                |path| path.display().to_string()
            )
        ),
    )
}

/// Returns the path of `voucherify-oauth/credentials` in the user's configuration folder.
fn default_file() -> Option<PathBuf> {
    let folder = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let settings = if cfg!(windows) {
        folder("APPDATA")
    } else {
        folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")))
    };
    Some(settings?.join("voucherify-oauth").join("credentials"))
}

/// Reads the file on its own thread, because opening a named pipe without a writer blocks.
fn read_within(path: PathBuf, limit: Duration) -> Result<Zeroizing<String>, Failure> {
    let shown = path.display().to_string();
    let (sender, receiver) = mpsc::sync_channel(1);
    thread::Builder::new().spawn(move || sender.send(read(&path))).map_err(Failure::start)?;
    receiver.recv_timeout(limit).unwrap_or_else(|_| {
        Err(Failure::usage(
            format_args!("could not read {shown}: no end of file within {} s", limit.as_secs()),
            "check that a process writes to this pipe and closes it, or set a longer --timeout",
        ))
    })
}

fn read(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let shown = path.display();
    let file = File::open(path).map_err(|error| {
        Failure::usage(
            format_args!("could not open {shown}: {error}"),
            "check this path, --credentials-file and VOUCHERIFY_CREDENTIALS_FILE",
        )
    })?;
    access::check(&file, path)?;
    text_of(file)
        .map_err(|error| Failure::usage(format_args!("could not read {shown}: {error}"), FORMAT))
}

fn text_of(file: File) -> io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::new());
    // One extra byte detects a longer file.
    file.take(MAX_LENGTH + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAX_LENGTH {
        return Err(io::Error::other("it is longer than 64 KiB"));
    }
    Ok(text)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn an_endless_file_is_refused() {
        assert!(text_of(File::open("/dev/zero").unwrap()).is_err());
    }
}
