//! `cargo xtask update`: runs all steps from a new description to a change for review.
//!
//! All checks run in memory before the first file is written. The result depends only on the
//! document and the last commit, so that a second run continues an interrupted one, and git can
//! undo it. A file in git's own folder records both, as git does for an interrupted rebase.

mod steps;
mod summary;

use std::fs;
use std::io::Write;
use std::path::Path;

use clap::Args;

use super::import::Published;
use super::{EXIT_OK, EXIT_STALE, root};
use crate::diff::Level;
use crate::diff::format::Format as DiffFormat;
use crate::emit::Emitted;
use crate::generation::generate;
use crate::openapi::{load, text};
use crate::plan::Plan;
use crate::release::{self, Needed};
use crate::report::{Diagnostic, Report, Severity, escaped};
use crate::{facade, git};
use steps::Steps;
use summary::{Format, Summary};

/// The changelog, at the workspace's root.
const CHANGELOG: &str = "CHANGELOG.md";

/// The file in git's own folder that records the last update: its commit and its document.
const STARTED: &str = "xtask-update";

/// The maximum number of changed files in a message.
const SHOWN: usize = 5;

/// The command that undoes an update, or stashes other changes.
const STASH: &str = "`git stash --include-untracked`";

/// Update the workspace to a new description from the vendor.
///
/// Needs a clean working tree, so that git can undo it. Can be interrupted at any time: the next
/// run with the same description continues.
///
/// Exit codes: 0 done, 1 written, but the build or tests fail, 2 rejected and nothing written.
#[derive(Args, Clone, Debug)]
pub struct Update {
    #[command(flatten)]
    published: Published,

    /// Set the proposed versions in the workspace
    #[arg(long)]
    write_version: bool,

    /// Start even if the working tree has changes
    #[arg(long)]
    allow_dirty: bool,

    /// The format of the summary
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Show the output of the build and the tests
    #[arg(short, long)]
    verbose: bool,
}

impl Update {
    /// Runs the command and returns its exit code.
    pub fn run(&self, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, Report> {
        let mut summary = Summary::default();
        let markdown = self.format == Format::Markdown;
        let progress: &mut dyn Write = if markdown { err } else { &mut *out };
        let code = self.go(&mut summary, &mut Steps::new(progress, self.verbose))?;
        if markdown { summary.markdown(out) } else { summary.text(out) }?;
        Ok(code)
    }

    fn go(&self, summary: &mut Summary, steps: &mut Steps<'_>) -> Result<u8, Report> {
        let root = root();
        let dir = root.join("openapi");
        let prepared = self.published.prepare(&dir)?;
        let (commit, started) = git::head(&root, STARTED)?;
        let this = format!("{commit} {}", text(&prepared.provenance, "sha256"));
        let check = || {
            let last = fs::read_to_string(&started).unwrap_or_default();
            self.continues(&root, &this, &last)
        };
        let continues = check()?;
        if continues {
            steps.say("continuing the update to this document in the working tree")?;
        }
        steps.done("import", text(&prepared.provenance, "source"))?;
        prepared.show(steps.out)?;

        // Uncommitted manual changes are part of the same change.
        let after = &prepared.description;
        let mut comparison = release::compare(&dir, "HEAD", after)?;
        // Notes are shown at the end, for a person.
        comparison.notes.clear();
        steps.done("diff", "the changes for users of the crates")?;
        comparison.write(DiffFormat::Text, steps.out)?;

        let mut generation = generate(after)?;
        generation.report.extend(facade::deprecated_calls(&generation.api, &root)?);
        let (since, level) = match git::last_release(&root) {
            Some(tag) => (tag.clone(), release::compare(&dir, &tag, after)?.verdict()),
            None => ("HEAD".to_owned(), comparison.verdict()),
        };
        let versions = release::needed(&root, &since, level)?;
        let entries = comparison.changelog();
        let mut files = generation.files;
        if comparison.verdict() > Level::None {
            files.push(changelog(&root, &entries)?);
        }
        if self.write_version {
            files.extend(release::manifests(&root, &versions)?);
        }
        let plan = Plan::compare(&files, &root)?;
        let (stale, all) = (plan.stale().count(), plan.changes.len());
        steps.done("generate", &format!("{stale} of {all} files change"))?;

        let imported = prepared.report.of(Severity::Warning);
        for warning in imported.chain(generation.report.of(Severity::Warning)) {
            summary.leave(warning.to_string(), []);
        }
        let changes = prepared.is_stale() || stale > 0 || !comparison.changes.is_empty();
        if !changes && !continues {
            let nothing = "no changes: nothing to build, test or review";
            let decide = "no files change: nothing to build or test";
            steps.say(if summary.is_empty() { nothing } else { decide })?;
            return Ok(EXIT_OK);
        }
        let uses = facade::uses(&comparison, &root)?;
        if !uses.is_empty() {
            summary.leave("review these files, which use changed items:", uses);
        }
        if !entries.is_empty() {
            summary.leave(format!("edit the entries of {CHANGELOG} for its readers"), []);
        }
        summary.version = self.version(&versions, &since, level);
        summary.document = ["title", "version", "source"]
            .map(|key| escaped(text(&prepared.provenance, key)))
            .join(", ");
        summary.fragment.clone_from(&prepared.changes);
        summary.comparison = comparison;

        // Another update can have written its files in the meantime.
        check()?;
        // From here on, an interrupted update can be continued.
        fs::write(&started, &this)?;
        let plans = [&prepared.plan, &plan];
        Plan::apply(&plans)?;
        for plan in plans {
            summary.written.extend(plan.stale().map(|change| {
                let path = plan.root.join(&change.path);
                path.strip_prefix(&root).unwrap_or(&path).display().to_string()
            }));
        }
        steps.done("write", &format!("{} files", summary.written.len()))?;
        summary.written.iter().try_for_each(|path| writeln!(steps.out, "      {path}"))?;
        self.try_out(&root, summary, steps)
    }

    /// Returns whether the working tree contains a part of `this` update, which is also the `last`
    /// one. Rejects other changes, since git could not undo the update alone.
    fn continues(&self, root: &Path, this: &str, last: &str) -> Result<bool, Diagnostic> {
        let changed = git::changed(root)?;
        let continues = !changed.is_empty() && this == last;
        if continues || changed.is_empty() || self.allow_dirty {
            return Ok(continues);
        }
        let same_commit = this.split(' ').next() == last.split(' ').next();
        let what = if same_commit { " of an update to another document" } else { "" };
        let more = if changed.len() > SHOWN { ", …" } else { "" };
        let shown = changed.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
        Err(Diagnostic::error(
            "the working tree",
            "",
            format!("has uncommitted changes{what}: {shown}{more}"),
            format!("commit or stash the files ({STASH}), or add --allow-dirty"),
        ))
    }

    /// Returns the summary of the versions.
    fn version(&self, versions: &[Needed], since: &str, level: Level) -> String {
        let moved = versions.iter().filter(|one| one.wanted != one.here);
        let moved: Vec<_> = moved.map(|one| format!("{} in {}", one.wanted, one.file)).collect();
        let what = match moved.join(", ") {
            moved if moved.is_empty() => "stays".to_owned(),
            moved if self.write_version => format!("now {moved}"),
            moved => format!("should be {moved}: --write-version sets it"),
        };
        format!("{what} (the changes since {since} are `{level}`)")
    }

    /// Builds and tests the workspace. Failures are left to a person.
    fn try_out(
        &self,
        root: &Path,
        summary: &mut Summary,
        steps: &mut Steps<'_>,
    ) -> Result<u8, Report> {
        let built = steps.cargo(root, "build", "--all-targets")?;
        if !built.success {
            steps.failed("build", &built)?;
            let what = "fix the build: adapt the crates and their tests, then run this command \
                        again to continue; or undo the update";
            summary.leave(format!("{what}: {STASH}"), []);
            return Ok(EXIT_STALE);
        }
        steps.done("build", "the workspace builds")?;
        let tested = steps.cargo(root, "test", "--no-fail-fast")?;
        let (failing, commands) = (tested.failed_tests(), tested.failed_commands());
        let pending = git::pending_snapshots(root);
        let only_commands = failing.is_empty() && !commands.is_empty() && !tested.aborted();
        let passed = tested.success || only_commands;
        match failing.len() {
            _ if passed && commands.is_empty() && pending.is_empty() => {
                steps.done("test", "all tests pass")?;
            }
            _ if passed => steps.done("test", "all tests pass, except for snapshots to review")?,
            // The tests did not run, or not to their end.
            0 => steps.failed("test", &tested)?,
            count => steps.done("test", &format!("{count} failing"))?,
        }
        if !failing.is_empty() {
            summary.leave("adapt the crates or these failing tests:", failing);
        } else if !passed {
            summary.leave("fix the tests, which did not run to their end", []);
        }
        if !commands.is_empty() {
            let what = "review the command snapshots: TRYCMD=overwrite cargo test, then git diff";
            summary.leave(what, commands);
        }
        if !pending.is_empty() {
            summary.leave("review the snapshots: cargo insta review", pending);
        }
        summary.leave("commit the changes", []);
        Ok(if passed { EXIT_OK } else { EXIT_STALE })
    }
}

/// Returns the changelog with `entries` added.
fn changelog(root: &Path, entries: &[(&str, Vec<String>)]) -> Result<Emitted, Diagnostic> {
    let path = root.join(CHANGELOG);
    let text = release::with_entries(&load::text(&path)?, entries).ok_or_else(|| {
        let message = "has no section `## [Unreleased]`";
        Diagnostic::error(path.display().to_string(), "", message, "add it above the last version")
    })?;
    Ok(Emitted { path: CHANGELOG.to_owned(), text })
}
