//! The sandbox as a process.

use std::io;
use std::process::Command;

use super::bench::Workbench;
use super::process::Server;

/// A running sandbox, and how to reach it.
#[derive(Debug)]
pub(super) struct Service {
    _server: Server,
    /// What it printed to be exported, by name.
    environment: Vec<(String, String)>,
}

impl Service {
    pub(super) fn start(bench: &Workbench) -> io::Result<Self> {
        let program = bench.example("voucherify-oauth-sandbox", "serve")?;
        let (_server, environment) = Server::start(&mut Command::new(program), exports)?;
        Ok(Self { _server, environment })
    }

    pub(super) fn base_url(&self) -> &str {
        self.get("VOUCHERIFY_BASE_URL")
    }

    pub(super) fn app_id(&self) -> &str {
        self.get("VOUCHERIFY_APP_ID")
    }

    pub(super) fn app_token(&self) -> &str {
        self.get("VOUCHERIFY_APP_TOKEN")
    }

    /// The variables that tell a program where the service is.
    pub(super) fn environment(&self) -> impl Iterator<Item = (&str, &str)> {
        self.environment.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn get(&self, name: &str) -> &str {
        self.environment().find(|(other, _)| *other == name).map_or("", |(_, value)| value)
    }
}

/// The three variables, once they are all there.
fn exports(lines: &[String]) -> Option<Vec<(String, String)>> {
    let exports = lines.iter().filter_map(|line| line.strip_prefix("export ")?.split_once('='));
    let exports: Vec<_> =
        exports.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    (exports.len() == 3).then_some(exports)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_is_ready_once_all_is_told() {
        let lines = ["hello", "export A=1", "export B=2", "export C=3=4"].map(str::to_owned);
        assert_eq!(exports(&lines[..3]), None);
        assert_eq!(exports(&lines).unwrap()[2], ("C".to_owned(), "3=4".to_owned()));
    }
}
