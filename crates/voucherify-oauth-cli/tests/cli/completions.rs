//! `completions` and `man`.

use std::io;
#[cfg(unix)]
use std::process::Command;

use crate::program::{ended, program};

#[test]
fn every_shell_completes_commands_and_options() -> io::Result<()> {
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

#[test]
fn scopes_after_a_comma_are_completed() -> io::Result<()> {
    for (shell, list) in [
        ("bash", "-P \"${cur%\"${cur##*,}\"}\""),
        ("zsh", ":SCOPE:_values -s , scope api assets"),
        ("fish", "-a \"(__fish_complete_list , \\\"printf '%s\\\\n' api assets"),
    ] {
        let output = program(["completions", shell]).output()?;
        assert!(ended(&output).0.contains(list), "{shell}");
    }
    Ok(())
}

#[test]
fn every_command_has_a_manual_page() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let output = program(["man", folder.path().to_str().unwrap()]).output()?;
    assert_eq!(ended(&output), ("", "", Some(0)));
    for command in ["", "-token", "-proxy", "-exec", "-sandbox", "-scopes"] {
        let page = folder.path().join(format!("voucherify-oauth{command}.1"));
        let page = std::fs::read_to_string(page)?;
        assert!(page.contains(".SH SYNOPSIS"), "{command}");
    }
    let output = program(["man", "nowhere/at/all"]).output()?;
    assert_eq!(output.status.code(), Some(2));
    Ok(())
}

/// The scripts for Elvish and PowerShell do not complete values.
#[test]
fn scopes_are_completed() -> io::Result<()> {
    for shell in ["bash", "fish", "zsh"] {
        let output = program(["completions", shell]).output()?;
        assert!(ended(&output).0.contains("validation-rules-assignments"), "{shell}");
    }
    Ok(())
}

/// Runs bash, because the script that clap_complete generates has to be corrected for it.
#[cfg(unix)]
#[test]
fn bash_completes_commands_options_and_scopes() -> io::Result<()> {
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
    let after_comma = completed(&["voucherify-oauth", "token", "--scope", "vouchers,camp"])?;
    assert_eq!(after_comma, "vouchers,campaigns");
    let after_comma = completed(&["voucherify-oauth", "exec", "-s", "api,"])?;
    assert!(after_comma.starts_with("api,api api,assets "), "{after_comma}");
    Ok(())
}
