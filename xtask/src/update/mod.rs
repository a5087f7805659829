//! The whole loop from a new description to something that a person reviews.
//!
//! Everything that can be refused is computed in memory first; then files are written, each beside
//! its place and renamed. If what was written does not build, every file is put back.

mod cargo;
mod changelog;
mod snapshots;
mod steps;
mod undo;

pub use cargo::Cargo;
use cargo::Ran;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::commands::failure::Failure;
use crate::commands::import::{Import, Prepared, show};
use crate::description::{Effective, load};
use crate::diff::version::Version;
use crate::diff::{self, Change, verdict};
use crate::finding::Finding;
use crate::plan::{Plan, replace};
use crate::{git, manifest};
use steps::Steps;
use undo::Undo;

/// What is to be done, and where.
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
}

/// How an update ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done, or nothing to do.
    Done,
    /// Everything is written and builds, and tests fail that are no snapshots.
    TestsFail,
    /// It does not build; every file is as it was.
    PutBack,
}

/// What is computed before anything is written.
struct Computed {
    prepared: Prepared,
    changes: Vec<Change>,
    generation: Effective,
    plan: Plan,
    version: Proposal,
}

/// The version that the changes ask for.
struct Proposal {
    here: Version,
    counted_from: String,
    wanted: Version,
}

impl Update {
    /// Goes through all steps, telling each.
    pub fn run(&self, out: &mut dyn Write, err: &mut dyn Write) -> Result<Outcome, Failure> {
        let mut steps = Steps::new(out);
        let computed = self.compute(&mut steps, err)?;
        if !computed.prepared.changes_something()
            && computed.plan.stale() == 0
            && computed.changes.is_empty()
        {
            steps.tell("nothing changed: nothing to build, test or review")?;
            return Ok(Outcome::Done);
        }
        let mut undo = Undo::default();
        if let Err(error) = self.write(&computed, &mut steps, &mut undo) {
            steps.put_back(&undo)?;
            return Err(error);
        }
        steps.begin("build")?;
        let built = self.cargo.build();
        if !built.success {
            steps.failed(&built.output)?;
            steps.put_back(&undo)?;
            steps.tell(
                "to mend it by hand: `cargo xtask import`, `cargo xtask generate`, make the crates \
                 and tests follow, then run this again for the rest",
            )?;
            return Ok(Outcome::PutBack);
        }
        steps.done("the workspace builds")?;
        steps.begin("test")?;
        let tested = self.cargo.test();
        let failing = tested.failed_tests();
        match (tested.success, failing.is_empty()) {
            (true, _) => steps.done("no test fails, other than by snapshots")?,
            (false, false) if failing.len() == 1 => steps.done("1 test fails")?,
            (false, false) => steps.done(&format!("{} tests fail", failing.len()))?,
            // It did not come to running them.
            (false, true) => steps.failed(&tested.output)?,
        }
        steps.begin("snapshots")?;
        let pending = snapshots::pending(&self.root)?;
        steps.done(&format!("{} to review", pending.len()))?;
        self.summary(&computed, &pending, &tested, &mut steps)?;
        Ok(if tested.success { Outcome::Done } else { Outcome::TestsFail })
    }

    fn compute(&self, steps: &mut Steps<'_>, err: &mut dyn Write) -> Result<Computed, Failure> {
        let dir = self.openapi();
        steps.begin("import")?;
        let prepared = self.import.prepare()?;
        steps.done(&self.import.document.display().to_string())?;
        // What `generate` will say is told at the end, as what is left to do.
        show(&prepared, true, steps.out)?;

        steps.begin("diff")?;
        let before = self.before(&dir)?;
        let overlay = load::overlay(&dir)?;
        let overlay = prepared.imported.overlay.as_ref().or(overlay.as_ref());
        let after = Effective::of(&dir, prepared.imported.fragment.clone(), overlay)?;
        let changes = diff::compare(&before, &after.document);
        steps.done(&format!("verdict: {}", verdict(&changes)))?;
        write!(steps.out, "{}", diff::format_text::format(&changes))?;
        let version = self.proposal(&changes, &after, err)?;

        steps.begin("generate")?;
        let generation = after;
        let plan = Plan::compare(&generation.generation.files, &self.root)?;
        steps.done(&format!("{} of {} files change", plan.stale(), plan.changes().len()))?;
        Ok(Computed { prepared, changes, generation, plan, version })
    }

    fn openapi(&self) -> PathBuf {
        self.import.openapi.clone().unwrap_or_else(|| self.root.join("openapi"))
    }

    /// The effective document that was committed last: one that is begun by hand and not committed
    /// yet is a part of the same change.
    fn before(&self, dir: &Path) -> Result<serde_json::Value, Failure> {
        match git::show(dir, "HEAD", "effective.json") {
            Ok(text) => Ok(load::parse("HEAD:effective.json", &text)?),
            Err(_) => Ok(Effective::from_dir(dir)?.document),
        }
    }

    /// The version is counted from the last release, with all that has changed since; before the
    /// first one, from what was committed last.
    fn proposal(
        &self,
        changes: &[Change],
        after: &Effective,
        err: &mut dyn Write,
    ) -> Result<Proposal, Failure> {
        let here = manifest::version(&self.root)?;
        let version_at = |rev: &str| {
            let text =
                git::show(&self.root, rev, manifest::FILE).map_err(|finding| finding.message)?;
            manifest::version_in(&text)
        };
        let proposal = |from: Version, level, counted_from: String| Proposal {
            here,
            counted_from,
            wanted: from.after(level).max(here),
        };
        let unreleased = |why: &str| {
            let from = version_at("HEAD").unwrap_or(here);
            proposal(from, verdict(changes), format!("{from}, since {why}"))
        };
        let Some(tag) = git::last_release(&self.root) else {
            return Ok(unreleased("no release is tagged"));
        };
        let document = git::show(&self.openapi(), &tag, "effective.json")
            .and_then(|text| load::parse(&tag, &text));
        match (version_at(&tag), document) {
            (Ok(released), Ok(document)) => {
                let level = verdict(&diff::compare(&document, &after.document));
                Ok(proposal(released, level, format!("{tag}, since which it is `{level}`")))
            }
            (Err(reason), _) | (_, Err(Finding { message: reason, .. })) => {
                writeln!(err, "warning: the release {tag} can't be compared: {reason}")?;
                Ok(unreleased(&format!("{tag} can't be compared")))
            }
        }
    }

    /// Writes everything, and tells each file: whatever happens later, it is known what was changed.
    fn write(
        &self,
        computed: &Computed,
        steps: &mut Steps<'_>,
        undo: &mut Undo,
    ) -> Result<(), Failure> {
        steps.begin("write")?;
        let mut written = Vec::new();
        let [first, second] = computed.prepared.plans();
        for plan in [first, second, &computed.plan] {
            for path in plan.stale_paths() {
                undo.remember(&path)?;
                written.push(path);
            }
            plan.apply()?;
        }
        written.extend(self.write_changelog(&computed.changes, undo)?);
        if self.write_version && computed.version.wanted != computed.version.here {
            let path = self.root.join(manifest::FILE);
            undo.remember(&path)?;
            // The lock file has the version too, and Cargo brings it in line when it builds.
            undo.remember(&self.root.join("Cargo.lock"))?;
            let text = std::fs::read_to_string(&path)?;
            replace(&path, &manifest::with_version(&text, computed.version.wanted))?;
            written.push(path);
        }
        steps.done(&format!("{} files", written.len()))?;
        written.iter().try_for_each(|path| steps.detail(&path.display().to_string()))?;
        Ok(())
    }

    /// Writes the entry, and tells the file if there was anything to write.
    fn write_changelog(
        &self,
        changes: &[Change],
        undo: &mut Undo,
    ) -> Result<Option<PathBuf>, Failure> {
        let path = self.root.join(changelog::FILE);
        undo.remember(&path)?;
        let before = match std::fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        let after = changelog::with_entries(before.as_deref(), changes);
        let reaches = verdict(changes) > diff::Level::None;
        if !reaches || before.as_deref() == Some(after.as_str()) {
            return Ok(None);
        }
        replace(&path, &after)?;
        Ok(Some(path))
    }

    /// What is left to a person.
    fn summary(
        &self,
        computed: &Computed,
        pending: &[PathBuf],
        tested: &Ran,
        steps: &mut Steps<'_>,
    ) -> io::Result<()> {
        let Proposal { here, counted_from, wanted } = &computed.version;
        let version = match (wanted == here, self.write_version) {
            (true, _) => format!("{here} will do"),
            (false, true) => format!("set to {wanted}"),
            (false, false) => format!("{wanted} is proposed; --write-version sets it"),
        };
        steps.tell(&format!("version: {version} (counted from {counted_from})"))?;
        steps.tell("left to you:")?;
        for warning in &computed.generation.warnings {
            steps.todo(&warning.to_string())?;
        }
        if !tested.success {
            steps.todo(
                "make the tests, or the crates' façades, follow the description; these fail:",
            )?;
            tested.failed_tests().into_iter().try_for_each(|test| steps.detail(test))?;
        }
        if !pending.is_empty() {
            steps.todo("review the snapshots: cargo insta review")?;
            for path in pending {
                steps.detail(&path.display().to_string())?;
            }
        }
        steps.todo("word the entries of CHANGELOG.md for its readers, and commit")
    }
}
