//! `--credentials-file`, where there are permissions to look at.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;

use voucherify_oauth_sandbox::Sandbox;

use crate::program::{ended, program};
use crate::support::still;

/// Writes a file that `mode` gives others access to, and gets a token with it.
fn token_with(file: &Path, text: &str, mode: u32) -> io::Result<Output> {
    fs::write(file, text)?;
    fs::set_permissions(file, fs::Permissions::from_mode(mode))?;
    let mut command = program(["token", "-s", "vouchers", "-o", "json", "--credentials-file"]);
    // It is the file that counts.
    command.env("VOUCHERIFY_APP_ID", "another").env("VOUCHERIFY_BASE_URL", "http://127.0.0.1:1");
    command.arg(file).output()
}

fn lines(sandbox: &Sandbox) -> String {
    format!(
        "# made by a test\nexport VOUCHERIFY_BASE_URL={}\nVOUCHERIFY_APP_ID='{}'\nVOUCHERIFY_APP_TOKEN={}\n",
        sandbox.base_url(),
        sandbox.app_id(),
        sandbox.app_token(),
    )
}

#[test]
fn only_a_file_of_ones_own_is_read() -> io::Result<()> {
    let sandbox = still().start_on_thread()?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("keys");
    for mode in [0o600, 0o400, 0o700] {
        let output = token_with(&file, &lines(&sandbox), mode)?;
        assert_eq!(output.status.code(), Some(0), "{mode:o}: {output:?}");
        fs::remove_file(&file)?;
    }
    sandbox.assert_issued(3);
    for mode in [0o644, 0o640, 0o604, 0o620, 0o602, 0o601] {
        let output = token_with(&file, &lines(&sandbox), mode)?;
        let (_, err, code) = ended(&output);
        assert_eq!(code, Some(2), "{mode:o}");
        assert!(err.contains(&format!("is open to other users (mode {mode:04o})")), "{err}");
        assert!(err.contains("chmod 600"), "{err}");
    }
    sandbox.assert_issued(3);
    Ok(())
}

#[test]
fn the_address_may_stand_elsewhere() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let text = "VOUCHERIFY_APP_ID=id\nVOUCHERIFY_APP_TOKEN=token";
    // Nobody listens where the variable leads to.
    let output = token_with(&folder.path().join("keys"), text, 0o600)?;
    assert_eq!(output.status.code(), Some(6), "{output:?}");
    Ok(())
}

#[test]
fn both_keys_come_from_the_file() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let output = token_with(&folder.path().join("keys"), "VOUCHERIFY_APP_TOKEN=s3cret", 0o600)?;
    let (_, err, code) = ended(&output);
    assert_eq!(code, Some(2));
    assert!(err.contains("keys: there is no VOUCHERIFY_APP_ID\n"), "{err}");
    Ok(())
}

#[test]
fn what_is_wrong_in_a_file_is_not_quoted() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("keys");
    for text in ["s3cret", "APP_TOKEN=s3cret", "VOUCHERIFY_APP_ID='s3cret"] {
        let output = token_with(&file, text, 0o600)?;
        let (_, err, code) = ended(&output);
        assert_eq!(code, Some(2), "{text}");
        assert!(err.contains("line 1") && !err.contains("s3cret"), "{err}");
    }
    Ok(())
}
