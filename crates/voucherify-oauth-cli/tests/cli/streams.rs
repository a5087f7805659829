//! Unusual standard input, standard output and environments.

use std::io;

use voucherify_oauth::Scope;

use crate::program::{at, ended, fed, program};
use crate::support::builder;

#[test]
fn a_token_is_read_from_standard_input() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let token = sandbox.issue(Scope::Vouchers).ok_or(io::ErrorKind::Other)?;
    let text = format!("{}\r\n", token.access_token.expose_secret());

    let output =
        fed(at(&sandbox, ["introspect"]).env("VOUCHERIFY_ACCESS_TOKEN", ""), text.as_bytes())?;
    assert!(ended(&output).0.starts_with("active   yes\nscope    vouchers\n"), "{output:?}");

    // `-` takes precedence over the variable.
    let mut revoke = at(&sandbox, ["revoke", "-"]);
    let output = fed(revoke.env("VOUCHERIFY_ACCESS_TOKEN", "another"), text.as_bytes())?;
    assert_eq!(ended(&output), ("revoked the token from standard input\n", "", Some(0)));
    sandbox.assert_active(0);
    Ok(())
}

#[test]
fn input_that_is_not_a_token_is_not_sent() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    for input in ["", "\n", "two s3crets", "s3cr\u{e9}t", "s3cret\nagain"] {
        let output = fed(&mut at(&sandbox, ["revoke", "-"]), input.as_bytes())?;
        let (out, err, code) = ended(&output);
        assert_eq!((out, code), ("", Some(2)), "{input:?}");
        assert!(!err.contains("s3cr"), "{err}");
    }
    for input in [b"s3cret\xFF".to_vec(), vec![b'x'; 64 * 1024 + 1]] {
        let output = fed(&mut at(&sandbox, ["revoke", "-"]), &input)?;
        assert_eq!(output.status.code(), Some(2));
    }
    sandbox.requests().assert_count(0);
    Ok(())
}

#[test]
fn a_closed_output_is_not_an_error() -> io::Result<()> {
    for arguments in [vec!["scopes"], vec!["completions", "zsh"], vec!["demo"], vec!["--help"]] {
        let (reader, writer) = io::pipe()?;
        drop(reader);
        let output = program(&arguments).stdout(writer).output()?;
        assert_eq!(ended(&output), ("", "", Some(0)), "{arguments:?}");
    }
    Ok(())
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported() -> io::Result<()> {
    let full = std::fs::File::options().write(true).open("/dev/full")?;
    let output = program(["scopes"]).stdout(full).output()?;
    let (_, err, code) = ended(&output);
    assert!(err.starts_with("error: could not write the output: "), "{err}");
    assert_eq!(code, Some(1));
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_not_text_is_not_shown() -> io::Result<()> {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let sandbox = builder().start_on_thread()?;
    for name in ["VOUCHERIFY_APP_ID", "VOUCHERIFY_APP_TOKEN", "VOUCHERIFY_BASE_URL"] {
        let mut command = at(&sandbox, ["token", "--scope", "vouchers"]);
        let output = command.env(name, OsStr::from_bytes(b"s3cret\xFF")).output()?;
        let (out, err, code) = ended(&output);
        assert_eq!((out, code), ("", Some(2)), "{name}");
        assert!(err.contains(name) && !err.contains("s3cret"), "{err}");
    }
    Ok(())
}

#[test]
fn an_empty_environment_is_enough() -> io::Result<()> {
    let arguments = ["token", "--sandbox", "--scope", "vouchers"];
    // Windows can't open a socket without it.
    let system = std::env::var_os("SystemRoot");
    let output =
        program(arguments).env_clear().envs(system.map(|root| ("SystemRoot", root))).output()?;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    Ok(())
}

#[test]
fn colours_are_for_terminals() -> io::Result<()> {
    let colours = |variables: &[(&str, &str)]| {
        let mut command = program(["scopes"]);
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "CI"] {
            command.env_remove(name);
        }
        let output = command.envs(variables.iter().copied()).output()?;
        io::Result::Ok(output.stdout.contains(&b'\x1b'))
    };
    assert!(!colours(&[])?, "there is no terminal");
    assert!(colours(&[("CLICOLOR_FORCE", "1")])?, "CLICOLOR_FORCE enables colours");
    assert!(!colours(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")])?, "NO_COLOR takes precedence");
    Ok(())
}
