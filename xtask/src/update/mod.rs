//! The whole loop from a new description to something that a person reviews.
//!
//! Everything that can be refused is computed in memory first. Then a journal of what is about to
//! change is written, and the files, each beside its place and renamed. If the outcome does not
//! build, every file is restored; if the update is interrupted, the next one restores them.

mod changelog;
mod journal;
mod progress;
pub mod release;
mod summary;

pub use progress::{Cargo, Style};
pub use summary::Format;

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::commands::failure::Failure;
use crate::commands::import::{Import, Prepared, show};
use crate::diff::format::Format as DiffFormat;
use crate::diff::{self, Comparison, Level};
use crate::generation::{Description, Generation, Input, generate};
use crate::openapi::{load, text};
use crate::plan::{Plan, State, replace};
use crate::report::Severity;
use crate::{facade, git, manifest};
use journal::{Journal, Restored};
use progress::{Progress, Ran};
use release::Proposal;
use summary::{Summary, pending_snapshots};

/// What to do, and where.
#[derive(Clone, Debug)]
pub struct Update {
    /// The vendor's description, and how to import it.
    pub import: Import,
    /// The workspace's root.
    pub root: PathBuf,
    /// What builds and tests.
    pub cargo: Cargo,
    /// Whether the proposed version is written.
    pub write_version: bool,
    /// How progress is shown.
    pub style: Style,
    /// How the summary is written.
    pub format: Format,
}

/// How an update ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done, or nothing to do.
    Done,
    /// Everything is written and builds, and tests fail that are not about snapshots.
    TestsFail,
    /// It does not build; every file is as it was.
    Restored,
}

/// What is computed before anything is written.
struct Computed {
    prepared: Prepared,
    comparison: Comparison,
    generation: Generation,
    plan: Plan,
    version: Proposal,
    changelog: Option<String>,
}

impl Update {
    /// Goes through all steps and shows each.
    pub fn run(&self, out: &mut dyn Write, err: &mut dyn Write) -> Result<Outcome, Failure> {
        let mut summary = Summary::default();
        let outcome = match self.format {
            Format::Text => self.steps(&mut summary, &mut Progress::new(out, self.style)),
            Format::Markdown => self.steps(&mut summary, &mut Progress::new(err, self.style)),
        }?;
        match self.format {
            Format::Text => summary.text(out)?,
            Format::Markdown => summary.markdown(out)?,
        }
        Ok(outcome)
    }

    fn steps(
        &self,
        summary: &mut Summary,
        progress: &mut Progress<'_>,
    ) -> Result<Outcome, Failure> {
        if let Some(restored) = Journal::restore(&self.root)? {
            progress.say("the last update was interrupted: it is undone before this one starts")?;
            show_restored(&restored, progress)?;
        }
        let computed = self.compute(progress)?;
        self.describe(&computed, summary);
        if !computed.changes_something() {
            let nothing = "nothing changed: nothing to build, test or review";
            let decide = "no file changes: nothing to build or test";
            progress.say(if summary.todos.is_empty() { nothing } else { decide })?;
            return Ok(Outcome::Done);
        }
        if let Err(error) = self.write(&computed, summary, progress) {
            self.restore(progress)?;
            return Err(error);
        }
        progress.begin("build")?;
        let build = ["build", "--workspace", "--exclude", "xtask", "--all-targets"];
        let built = progress.run(self.cargo.command(&build))?;
        if !built.success {
            progress.failed(&built.output)?;
            self.restore(progress)?;
            summary.written.clear();
            summary.leave(
                "make it build by hand: `cargo xtask import`, `cargo xtask generate`, adapt crates \
                 and tests, then run this again for the rest",
                [],
            );
            return Ok(Outcome::Restored);
        }
        progress.done("the workspace builds")?;
        progress.begin("test")?;
        let test = ["test", "--workspace", "--exclude", "xtask", "--no-fail-fast"];
        let tested = progress.run(self.cargo.command(&test))?;
        self.review(&computed, &tested, summary, progress)?;
        Journal::remove(&self.root)?;
        Ok(if tested.success { Outcome::Done } else { Outcome::TestsFail })
    }

    fn compute(&self, progress: &mut Progress<'_>) -> Result<Computed, Failure> {
        let dir = self.import.openapi.clone().unwrap_or_else(|| self.root.join("openapi"));
        progress.begin("import")?;
        let prepared = self.import.prepare()?;
        progress.done(&self.import.document.display().to_string())?;
        show(&prepared, true, progress.out)?;

        progress.begin("diff")?;
        let files = ["oauth.json", "overlay.json"].map(|file| dir.join(file).display().to_string());
        let after = Input {
            fragment: &prepared.imported.fragment,
            overlay: prepared.overlay.as_ref(),
            fragment_file: &files[0],
            overlay_file: &files[1],
        };
        let mut comparison = match git::show(&dir, "HEAD", release::EFFECTIVE) {
            // What was begun by hand and is not committed yet is a part of the same change.
            Ok(committed) => release::since(&committed, "HEAD", &after)?,
            Err(_) => diff::compare(&Description::from_dir(&dir)?.input(), &after),
        };
        // What they say is left to a person, and is shown at the end.
        comparison.notes.clear();
        progress.done(&format!("verdict: {}", comparison.verdict()))?;
        comparison.write(DiffFormat::Text, progress.out)?;

        progress.begin("generate")?;
        let generation = generate(&after)?;
        let plan = Plan::compare(&generation.files, &self.root)?;
        progress.done(&format!("{} of {} files change", plan.stale(), plan.changes().len()))?;
        let version = release::propose(&self.root, &dir, &comparison, &after)?;
        let changelog = self.changelog(&comparison)?;
        Ok(Computed { prepared, comparison, generation, plan, version, changelog })
    }

    /// Returns the text of the changelog with the entries, if that changes it.
    fn changelog(&self, comparison: &Comparison) -> Result<Option<String>, Failure> {
        let path = self.root.join(changelog::FILE);
        let before = if path.exists() { Some(load::text(&path)?) } else { None };
        let after = changelog::with_entries(before.as_deref(), comparison.changelog());
        let reaches = comparison.verdict() > Level::None;
        Ok((reaches && before.as_deref() != Some(after.as_str())).then_some(after))
    }

    /// Fills in what is known before anything is written.
    fn describe(&self, computed: &Computed, summary: &mut Summary) {
        let Computed { prepared, comparison, generation, .. } = computed;
        let record = |key| text(&prepared.record, key);
        summary.document =
            format!("{} {}, from {}", record("title"), record("version"), record("source"));
        summary.comparison = comparison.clone();
        summary.fragment = prepared.changes.clone();
        let imported = prepared.imported.report.of(Severity::Warning);
        for warning in imported.chain(generation.report.of(Severity::Warning)) {
            summary.leave(warning.to_string(), []);
        }
    }

    /// Writes everything. Whatever happens later, the journal says what was changed.
    fn write(
        &self,
        computed: &Computed,
        summary: &mut Summary,
        progress: &mut Progress<'_>,
    ) -> Result<(), Failure> {
        progress.begin("write")?;
        let [imported, record] = computed.prepared.plans();
        let plans = [imported, record, &computed.plan];
        let mut journal = Journal::new(&self.root);
        for plan in plans {
            for change in plan.changes().iter().filter(|one| one.state != State::Unchanged) {
                let path = plan.root().join(&change.path);
                journal.add(&path, (change.state != State::Removed).then(|| change.new_text()))?;
                summary.written.push(path);
            }
        }
        let mut files = Vec::new();
        if let Some(text) = &computed.changelog {
            files.push((self.root.join(changelog::FILE), text.clone()));
        }
        let Proposal { here, wanted, apart, .. } = &computed.version;
        if self.write_version && wanted != here {
            let path = self.root.join(manifest::FILE);
            let manifest = manifest::with_version(&load::text(&path)?, wanted, apart);
            files.push((path, manifest));
            for manifest::Apart { folder, version } in apart {
                let path = self.root.join(folder).join(manifest::FILE);
                let manifest = manifest::with_own_version(&load::text(&path)?, version);
                files.push((path, manifest));
            }
            // The lock file has the version too, and Cargo writes it when it builds.
            journal.add_unknown(&self.root.join("Cargo.lock"))?;
        }
        for (path, text) in &files {
            journal.add(path, Some(text))?;
            summary.written.push(path.clone());
        }
        journal.write()?;
        for plan in plans {
            plan.apply()?;
        }
        for (path, text) in &files {
            replace(path, text)?;
        }
        progress.done(&format!("{} files", summary.written.len()))?;
        summary.written.iter().try_for_each(|path| progress.detail(&path.display().to_string()))?;
        Ok(())
    }

    fn restore(&self, progress: &mut Progress<'_>) -> Result<(), Failure> {
        if let Some(restored) = Journal::restore(&self.root)? {
            show_restored(&restored, progress)?;
        }
        Ok(())
    }

    /// Adds what building and testing showed.
    fn review(
        &self,
        computed: &Computed,
        tested: &Ran,
        summary: &mut Summary,
        progress: &mut Progress<'_>,
    ) -> Result<(), Failure> {
        let failing = tested.failed_tests();
        let counted = |count: usize, what: &str, verb: &str| match count {
            1 => format!("1 {what} {verb}s"),
            count => format!("{count} {what}s {verb}"),
        };
        match (tested.success, failing.len()) {
            (true, _) => progress.done("no test fails, except for snapshots")?,
            // The tests did not run.
            (false, 0) => progress.failed(&tested.output)?,
            (false, count) => progress.done(&counted(count, "test", "fail"))?,
        }
        progress.begin("snapshots")?;
        let pending = pending_snapshots(&self.root)?;
        progress.done(&format!("{} to review", pending.len()))?;

        let Proposal { here, counted_from, wanted, .. } = &computed.version;
        let version = match (wanted == here, self.write_version) {
            (true, _) => format!("{here} is enough"),
            (false, true) => format!("set to {wanted}"),
            (false, false) => format!("{wanted} is proposed; --write-version sets it"),
        };
        summary.version = format!("{version} (counted from {counted_from})");
        let uses = facade::uses(&computed.comparison, &self.root)?;
        if !uses.is_empty() {
            summary.leave("see whether these files, which use what changed, have to follow:", uses);
        }
        let commands = tested.failed_commands();
        if !tested.success {
            let failing = failing.into_iter().map(str::to_owned);
            summary.leave("adapt the tests, or the crates; these tests fail:", failing);
        }
        if !commands.is_empty() {
            let what = "review the command snapshots: TRYCMD=overwrite cargo test, then git diff";
            summary.leave(what, commands.into_iter().map(str::to_owned));
        }
        if !pending.is_empty() {
            summary.leave("review the snapshots: cargo insta review", pending);
        }
        if computed.changelog.is_some() {
            summary.leave("rewrite the entries of CHANGELOG.md for its readers", []);
        }
        summary.leave("commit what is written", []);
        Ok(())
    }
}

impl Computed {
    fn changes_something(&self) -> bool {
        self.prepared.changes_something()
            || self.plan.stale() > 0
            || !self.comparison.changes.is_empty()
    }
}

fn show_restored(restored: &Restored, progress: &mut Progress<'_>) -> Result<(), Failure> {
    if restored.left.is_empty() {
        let files = restored.restored.len();
        progress.say(&format!("every file is as it was before ({files} restored)"))?;
    } else {
        progress.say("these files could not be restored, and are as the update left them:")?;
        restored.left.iter().try_for_each(|file| progress.detail(file))?;
    }
    let below = |path: &Path| path.display().to_string();
    restored.restored.iter().try_for_each(|path| progress.detail(&below(path)))?;
    Ok(())
}
