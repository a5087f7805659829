//! `token --cache` and `logout`.

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rustix::fs::{FlockOperation, flock};
use tempfile::TempDir;
use voucherify_oauth_sandbox::Sandbox;

use crate::program::{at, ended};
use crate::support::{blocking_sandbox, builder};

/// Returns the program with its own cache folder.
fn cached(sandbox: &Sandbox, cache: &TempDir, arguments: &[&str]) -> Command {
    let mut command = at(sandbox, arguments.iter().copied());
    command.env("XDG_RUNTIME_DIR", cache.path());
    command
}

/// Returns the token that `token --cache` prints.
fn token(sandbox: &Sandbox, cache: &TempDir, options: &[&str]) -> io::Result<String> {
    let arguments = [&["token", "--cache", "-s", "vouchers", "-o", "token"], options].concat();
    let output = cached(sandbox, cache, &arguments).output()?;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    Ok(ended(&output).0.trim().to_owned())
}

fn folder(cache: &TempDir) -> PathBuf {
    cache.path().join("voucherify-oauth")
}

/// Returns the file with the only token.
fn file(cache: &TempDir) -> io::Result<PathBuf> {
    let files = fs::read_dir(folder(cache))?.map(|entry| Ok(entry?.path()));
    let mut files = files.collect::<io::Result<Vec<_>>>()?;
    files.retain(|path| path.extension().is_none());
    assert_eq!(files.len(), 1, "{files:?}");
    Ok(files.remove(0))
}

fn mode(path: &Path) -> io::Result<u32> {
    Ok(fs::metadata(path)?.mode() & 0o777)
}

#[test]
fn a_loop_makes_one_request() -> io::Result<()> {
    let (sandbox, cache) = (builder().start_on_thread()?, tempfile::tempdir()?);
    let first = token(&sandbox, &cache, &[])?;
    for _ in 0..3 {
        assert_eq!(token(&sandbox, &cache, &[])?, first);
    }
    sandbox.requests().assert_count(1);
    assert_eq!((mode(&folder(&cache))?, mode(&file(&cache)?)?), (0o700, 0o600));
    assert_ne!(token(&sandbox, &cache, &["--refresh"])?, first);
    sandbox.assert_issued(2);
    Ok(())
}

#[test]
fn concurrent_processes_make_one_request() -> io::Result<()> {
    let (sandbox, cache) = (builder().start_on_thread()?, tempfile::tempdir()?);
    let arguments = ["token", "--cache", "-s", "vouchers", "-o", "token"];
    let start = |_| cached(&sandbox, &cache, &arguments).spawn();
    let children = (0..8).map(start).collect::<io::Result<Vec<_>>>()?;
    let outputs = children.into_iter().map(|child| child.wait_with_output());
    let outputs = outputs.collect::<io::Result<Vec<Output>>>()?;
    assert!(outputs.iter().all(|output| output.stdout == outputs[0].stdout), "{outputs:?}");
    sandbox.assert_issued(1);
    Ok(())
}

#[test]
fn a_process_has_the_lock_during_its_request() -> io::Result<()> {
    let ((sandbox, is_requested, go), cache) = (blocking_sandbox()?, tempfile::tempdir()?);
    let arguments = ["token", "--cache", "-s", "vouchers", "--retry", "0"];
    let first = cached(&sandbox, &cache, &arguments).spawn()?;
    is_requested.recv().map_err(io::Error::other)?;
    let second = [&arguments[..], &["--timeout", "1"]].concat();
    let output = cached(&sandbox, &cache, &second).output()?;
    assert!(ended(&output).1.starts_with("warning: could not cache the token: another process"));
    drop(go);
    assert_eq!(first.wait_with_output()?.status.code(), Some(0));
    Ok(())
}

#[test]
fn other_keys_and_scopes_get_other_tokens() -> io::Result<()> {
    let (sandbox, cache) = (builder().start_on_thread()?, tempfile::tempdir()?);
    let first = token(&sandbox, &cache, &[])?;
    assert_ne!(token(&sandbox, &cache, &["-s", "campaigns"])?, first);
    let other = sandbox.regenerate_key(sandbox.app_id()).unwrap();
    let arguments = ["token", "--cache", "-s", "vouchers", "-o", "token"];
    let mut command = cached(&sandbox, &cache, &arguments);
    let output = command.env("VOUCHERIFY_APP_TOKEN", other.app_token()).output()?;
    assert_ne!(ended(&output).0.trim(), first);
    sandbox.assert_issued(3);
    Ok(())
}

#[test]
fn files_that_others_could_have_written_are_not_read() -> io::Result<()> {
    let (sandbox, cache) = (builder().start_on_thread()?, tempfile::tempdir()?);
    let first = token(&sandbox, &cache, &[])?;
    let file = file(&cache)?;
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640))?;
    let second = token(&sandbox, &cache, &[])?;
    assert_ne!(second, first);

    let elsewhere = cache.path().join("elsewhere");
    fs::rename(&file, &elsewhere)?;
    symlink(&elsewhere, &file)?;
    assert_ne!(token(&sandbox, &cache, &[])?, second);
    assert!(!fs::symlink_metadata(&file)?.is_symlink());

    fs::write(&file, "{\"received_at\":")?;
    token(&sandbox, &cache, &[])?;
    sandbox.assert_issued(4);
    Ok(())
}

#[test]
fn a_token_received_in_the_future_is_not_reused() -> io::Result<()> {
    let (sandbox, cache) = (builder().start_on_thread()?, tempfile::tempdir()?);
    token(&sandbox, &cache, &[])?;
    let file = file(&cache)?;
    let text = fs::read_to_string(&file)?;
    fs::write(&file, text.replace("\"received_at\":1", "\"received_at\":9"))?;
    token(&sandbox, &cache, &[])?;
    sandbox.assert_issued(2);
    Ok(())
}

#[test]
fn a_folder_that_is_not_private_is_not_used() -> io::Result<()> {
    let (sandbox, cache) = (builder().start_on_thread()?, tempfile::tempdir()?);
    fs::create_dir(folder(&cache))?;
    fs::set_permissions(folder(&cache), fs::Permissions::from_mode(0o755))?;
    let arguments = ["token", "--cache", "-s", "vouchers"];
    let output = cached(&sandbox, &cache, &arguments).output()?;
    let (_, err, code) = ended(&output);
    assert_eq!(code, Some(0));
    assert!(
        err.starts_with("warning: could not cache the token: ") && err.contains("0700"),
        "{err}"
    );
    assert_eq!(fs::read_dir(folder(&cache))?.count(), 0);
    Ok(())
}

#[test]
fn waiting_for_a_lock_is_bounded() -> io::Result<()> {
    let (sandbox, cache) = (builder().start_on_thread()?, tempfile::tempdir()?);
    token(&sandbox, &cache, &[])?;
    let lock = fs::File::open(file(&cache)?.with_extension("lock"))?;
    flock(&lock, FlockOperation::LockExclusive)?;
    let arguments = ["token", "--cache", "--refresh", "-s", "vouchers", "--timeout", "1"];
    let output = cached(&sandbox, &cache, &arguments).output()?;
    let (_, err, code) = ended(&output);
    assert_eq!(code, Some(0), "{err}");
    assert!(err.starts_with("warning: could not cache the token: another process"), "{err}");
    sandbox.assert_issued(2);
    Ok(())
}

#[test]
fn a_lock_that_fails_is_reported() -> io::Result<()> {
    let (sandbox, cache) = (builder().start_on_thread()?, tempfile::tempdir()?);
    token(&sandbox, &cache, &[])?;
    let lock = file(&cache)?.with_extension("lock");
    fs::remove_file(&lock)?;
    fs::create_dir(&lock)?;
    let arguments = ["token", "--cache", "--refresh", "-s", "vouchers"];
    let output = cached(&sandbox, &cache, &arguments).output()?;
    let (_, err, code) = ended(&output);
    assert_eq!(code, Some(0), "{err}");
    assert!(err.starts_with("warning: could not cache the token: Is a directory"), "{err}");
    Ok(())
}

#[test]
fn logout_revokes_own_tokens_and_removes_the_rest() -> io::Result<()> {
    let (sandbox, cache) = (builder().start_on_thread()?, tempfile::tempdir()?);
    let other = builder().seed(2).start_on_thread()?;
    token(&sandbox, &cache, &[])?;
    token(&sandbox, &cache, &["-s", "campaigns"])?;
    token(&other, &cache, &[])?;
    let output = cached(&sandbox, &cache, &["logout"]).output()?;
    let (out, err, code) = ended(&output);
    assert_eq!((out, code), ("revoked  2\nexpired  0\nremoved  1\n", Some(0)));
    assert!(err.starts_with("note: tokens removed but not revoked: 1;"), "{err}");
    sandbox.assert_active(0);
    other.assert_active(1);
    // Its token was not sent to the other sandbox.
    other.requests().assert_count(1);
    assert_eq!(fs::read_dir(folder(&cache))?.count(), 0);
    let output = cached(&sandbox, &cache, &["logout", "-o", "json"]).output()?;
    assert_eq!(ended(&output).0, "{\"revoked\":0,\"expired\":0,\"removed\":0}\n");
    Ok(())
}

#[test]
fn logout_without_keys_removes_all() -> io::Result<()> {
    let (sandbox, cache) = (builder().start_on_thread()?, tempfile::tempdir()?);
    token(&sandbox, &cache, &[])?;
    let mut command = cached(&sandbox, &cache, &["logout"]);
    command.env_remove("VOUCHERIFY_APP_ID").env_remove("VOUCHERIFY_APP_TOKEN");
    let output = command.output()?;
    let (out, err, code) = ended(&output);
    assert_eq!((out, code), ("revoked  0\nexpired  0\nremoved  1\n", Some(0)));
    assert!(err.starts_with("warning: could not revoke the cached tokens: found no keys"), "{err}");
    sandbox.assert_active(1);
    // Without tokens, keys are not missed.
    let output = command.output()?;
    assert_eq!(ended(&output), ("revoked  0\nexpired  0\nremoved  0\n", "", Some(0)));
    Ok(())
}
