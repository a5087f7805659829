//! `completions`. The scripts are clap's; what they know is ours.

use std::io;
#[cfg(unix)]
use std::process::Command;

use crate::program::{ended, program};

#[test]
fn every_shell_knows_commands_and_options() -> io::Result<()> {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = program(["completions", shell]).output()?;
        let (script, err, code) = ended(&output);
        assert_eq!((err, code), ("", Some(0)), "{shell}");
        for word in ["introspect", "credentials-file", "output"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    Ok(())
}

/// Elvish and PowerShell complete no values.
#[test]
fn scopes_are_completed() -> io::Result<()> {
    for shell in ["bash", "fish", "zsh"] {
        let output = program(["completions", shell]).output()?;
        assert!(ended(&output).0.contains("validation-rules-assignments"), "{shell}");
    }
    Ok(())
}

/// By bash itself, since its script has been wrong before.
#[cfg(unix)]
#[test]
fn bash_completes() -> io::Result<()> {
    let completed = |words: &[&str]| {
        let [.., before, last] = words else { return Err(io::ErrorKind::InvalidInput.into()) };
        let script = format!(
            "eval \"$('{program}' completions bash)\"
             COMP_WORDS=({words}) COMP_CWORD={index}
             _voucherify__oauth voucherify-oauth {last} {before}
             echo ${{COMPREPLY[@]}}",
            program = env!("CARGO_BIN_EXE_voucherify-oauth"),
            words = words.join(" "),
            index = words.len() - 1,
        );
        let output = Command::new("bash").args(["-c", &script]).output()?;
        io::Result::Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    assert_eq!(completed(&["voucherify-oauth", "intro"])?, "introspect");
    assert_eq!(completed(&["voucherify-oauth", "token", "--cred"])?, "--credentials-file");
    let scopes = completed(&["voucherify-oauth", "token", "--scope", "client_re"])?;
    assert_eq!(scopes, "client_redeem client_redemptions");
    assert_eq!(completed(&["voucherify-oauth", "token", "-o", "he"])?, "header");
    Ok(())
}
