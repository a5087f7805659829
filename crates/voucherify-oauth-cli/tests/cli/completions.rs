//! `completions`. The scripts are clap's; what they know is ours.

use std::io;

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
