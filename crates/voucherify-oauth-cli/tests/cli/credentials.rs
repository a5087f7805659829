//! Credentials files and their permissions.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;
use voucherify_oauth_sandbox::Sandbox;

use crate::program::{ended, program};
use crate::support::builder;

fn write(file: &Path, text: &str, mode: u32) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, text)?;
    fs::set_permissions(file, fs::Permissions::from_mode(mode))
}

/// Requests a token with a credentials file of this mode.
fn token_with(file: &Path, text: &str, mode: u32) -> io::Result<Output> {
    write(file, text, mode)?;
    let mut command = program(["token", "-s", "vouchers", "-o", "json", "--credentials-file"]);
    // The file takes precedence.
    command.env("VOUCHERIFY_APP_ID", "another").env("VOUCHERIFY_APP_TOKEN", "another");
    command.env("VOUCHERIFY_BASE_URL", "http://127.0.0.1:1");
    command.arg(file).output()
}

fn lines(sandbox: &Sandbox) -> String {
    format!(
        "# by a test\nexport VOUCHERIFY_BASE_URL={}\nVOUCHERIFY_APP_ID='{}'\napp_token = {}\n",
        sandbox.base_url(),
        sandbox.app_id(),
        sandbox.app_token(),
    )
}

#[test]
fn private_files_are_read() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let folder = tempfile::tempdir()?;
    // The group of a new file is a group of this process.
    for mode in [0o600, 0o400, 0o640] {
        let file = folder.path().join(format!("{mode:o}"));
        let output = token_with(&file, &lines(&sandbox), mode)?;
        assert_eq!(output.status.code(), Some(0), "{mode:o}: {output:?}");
    }
    sandbox.assert_issued(3);
    for mode in [0o620, 0o602, 0o666] {
        let file = folder.path().join(format!("{mode:o}"));
        let output = token_with(&file, &lines(&sandbox), mode)?;
        let (_, err, code) = ended(&output);
        assert_eq!(code, Some(2), "{mode:o}");
        assert!(err.contains(&format!("can be changed by other users (mode {mode:04o})")), "{err}");
        assert!(err.contains("help: run `chmod 600 "), "{err}");
    }
    sandbox.assert_issued(3);
    Ok(())
}

/// Creates a home folder with a default file. Its default profile has an address where no server
/// listens, and its profile `works` has the address of the sandbox.
fn home(sandbox: &Sandbox) -> io::Result<TempDir> {
    let home = tempfile::tempdir()?;
    let text =
        format!("app_id=x\napp_token=y\nbase_url=http://127.0.0.1:1\n[works]\n{}", lines(sandbox));
    write(&home.path().join(".config/voucherify-oauth/credentials"), &text, 0o600)?;
    Ok(home)
}

#[test]
fn profiles_of_the_default_file_are_found() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let home = home(&sandbox)?;
    let token = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command =
            program([&["token", "--retry", "0", "-s", "vouchers"], arguments].concat());
        let output = command.env("HOME", home.path()).envs(variables.iter().copied()).output()?;
        io::Result::Ok((output.status.code(), ended(&output).1.to_owned()))
    };
    assert_eq!(
        token(&[], &[])?.0,
        Some(6),
        "no server listens at the address of the default profile"
    );
    assert_eq!(token(&["--profile", "works"], &[])?.0, Some(0));
    assert_eq!(token(&[], &[("VOUCHERIFY_PROFILE", "works")])?.0, Some(0));
    let other = [("VOUCHERIFY_PROFILE", "default")];
    assert_eq!(token(&["--profile", "works"], &other)?.0, Some(0), "the option takes precedence");
    let keys = [
        ("VOUCHERIFY_APP_ID", "a"),
        ("VOUCHERIFY_APP_TOKEN", "b"),
        ("VOUCHERIFY_BASE_URL", sandbox.base_url()),
    ];
    assert_eq!(
        token(&[], &keys)?.0,
        Some(3),
        "keys in the environment take precedence over the default file"
    );
    assert_eq!(
        token(&["--profile", "works"], &keys)?.0,
        Some(0),
        "an option takes precedence over keys in the environment"
    );
    let (code, err) = token(&["--profile", "other"], &[])?;
    assert_eq!(code, Some(2));
    assert!(err.contains("profile `other`: no such profile\n"), "{err}");
    assert!(err.ends_with("help: the profiles of this file are: default, works\n"), "{err}");
    Ok(())
}

#[test]
fn a_variable_selects_the_file() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("keys");
    write(&file, &lines(&sandbox), 0o600)?;
    let mut command = program(["token", "-s", "vouchers"]);
    let output = command.env("VOUCHERIFY_CREDENTIALS_FILE", &file).output()?;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    Ok(())
}

#[test]
fn an_unknown_name_is_a_warning() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let folder = tempfile::tempdir()?;
    let text = lines(&sandbox) + "region=s3cret\n";
    let output = token_with(&folder.path().join("keys"), &text, 0o600)?;
    let (_, err, code) = ended(&output);
    assert_eq!(code, Some(0));
    assert!(
        err.ends_with("keys: line 5: unknown name, ignored\n") && !err.contains("s3cret"),
        "{err}"
    );
    Ok(())
}

#[test]
fn a_variable_sets_the_address_if_the_file_does_not() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let text = "VOUCHERIFY_APP_ID=id\nVOUCHERIFY_APP_TOKEN=token";
    // No server listens at the address in the variable.
    let output = token_with(&folder.path().join("keys"), text, 0o600)?;
    assert_eq!(output.status.code(), Some(6), "{output:?}");
    Ok(())
}

#[test]
fn an_error_in_a_file_is_reported_without_its_text() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("keys");
    for (text, problem) in [
        ("s3cret", "line 1: there is no `=`"),
        ("VOUCHERIFY_APP_ID='s3cret", "line 1: the quotes don't match"),
        ("VOUCHERIFY_APP_TOKEN=s3cret", "profile `default`: VOUCHERIFY_APP_ID is missing"),
    ] {
        let output = token_with(&file, text, 0o600)?;
        let (_, err, code) = ended(&output);
        assert_eq!(code, Some(2), "{text}");
        assert!(err.contains(problem) && !err.contains("s3cret"), "{err}");
    }
    Ok(())
}

/// `chmod 600 /dev/null`, run by root, breaks the machine.
#[test]
fn a_device_is_read_without_advice_on_its_mode() -> io::Result<()> {
    for (device, problem) in [
        (
            "/dev/null",
            "/dev/null, profile `default`: no such profile\nhelp: a profile has the lines ",
        ),
        ("/dev/zero", "could not read /dev/zero: it is longer than 64 KiB\n"),
    ] {
        let mut command = program(["token", "-s", "vouchers", "--credentials-file", device]);
        let output = command.output()?;
        let (_, err, code) = ended(&output);
        assert_eq!(code, Some(2), "{err}");
        assert!(err.contains(problem), "{err}");
    }
    Ok(())
}

#[test]
fn a_pipe_is_read_within_a_time_limit() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let folder = tempfile::tempdir()?;
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").args(["-m", "600"]).arg(&pipe).status()?;
    assert!(made.success());
    let token = |limit| {
        let mut command =
            program(["token", "-s", "vouchers", "--timeout", limit, "--credentials-file"]);
        command.arg(&pipe);
        command
    };
    let output = token("1").output()?;
    let (_, err, code) = ended(&output);
    assert_eq!(code, Some(2));
    assert!(err.contains("pipe: no end of file within 1 s\n"), "{err}");

    let child = token("30").spawn()?;
    fs::write(&pipe, lines(&sandbox))?;
    let output = child.wait_with_output()?;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    Ok(())
}
