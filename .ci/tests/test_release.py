"""Tests `.ci/release` in copies of the workspace."""

import os
import pathlib
import shutil
import tempfile
import unittest

from support import commit, copy_workspace, edit, git, run

TYPES = "crates/voucherify-oauth-types"
SANDBOX = "crates/voucherify-oauth-sandbox"


class Release(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.original = pathlib.Path(cls.folder.name).resolve() / "original"
        copy_workspace(cls.original)
        # A version that no release has.
        cls.version = "7.8.9"

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.copy = self.original.with_name("copy")
        shutil.copytree(self.original, self.copy, symlinks=True)
        self.addCleanup(shutil.rmtree, self.copy)
        self.changelog = self.copy / "CHANGELOG.md"
        text = self.changelog.read_text()
        entry = "## [Unreleased]\n\n### Added\n\n- `voucherify-oauth`: a line of the test.\n"
        # The changelog has no unreleased entries after a release.
        self.changelog.write_text(text.replace("## [Unreleased]\n", entry, 1))
        commit(self.copy)

    def release(self, *arguments, env=None):
        return run("release", "--root", self.copy, *arguments, env=env)

    def prepare(self, *arguments):
        """Prepares and commits the version of the test."""
        code, _, errors = self.release("prepare", self.version, "--date", "2026-01-02", *arguments)
        self.assertEqual(code, 0, errors)
        commit(self.copy)

    def assert_error(self, problem, remedy, *arguments):
        code, _, errors = self.release(*(arguments or ["check"]))
        self.assertEqual(code, 1, errors)
        self.assertIn(f"error: {problem}", errors)
        self.assertIn(f"help: {remedy}", errors)

    def test_the_workspace_passes(self):
        code, output, errors = self.release("check")
        self.assertEqual((code, errors), (0, ""))
        self.assertIn("5 crates", output)

    def test_a_prepared_workspace_can_be_tagged(self):
        self.prepare()
        code, output, errors = self.release("check", "--tag", f"v{self.version}")
        self.assertEqual((code, errors), (0, ""))
        order = [line.split()[0] for line in output.splitlines()[1:]]
        self.assertLess(order.index("voucherify-oauth-types"), order.index("voucherify-oauth"))
        self.assertLess(order.index("voucherify-oauth"), order.index("voucherify-oauth-cli"))

    def test_prepare_keeps_the_version_of_the_types_crate(self):
        before = (self.copy / TYPES / "Cargo.toml").read_text()
        self.prepare()
        self.assertEqual((self.copy / TYPES / "Cargo.toml").read_text(), before)
        locked = (self.copy / "Cargo.lock").read_text()
        self.assertIn(f'name = "voucherify-oauth"\nversion = "{self.version}"', locked)

    def test_prepare_can_set_the_version_of_the_types_crate(self):
        self.prepare("--types", "6.5.4")
        locked = (self.copy / "Cargo.lock").read_text()
        self.assertIn('name = "voucherify-oauth-types"\nversion = "6.5.4"', locked)
        self.assertEqual(self.release("check", "--tag", f"v{self.version}")[0], 0)

    def test_an_invalid_version(self):
        self.assert_error("`next` is not a version", "write three numbers", "prepare", "next")

    def test_prepare_needs_unreleased_entries(self):
        self.prepare()
        problem = "CHANGELOG.md has no unreleased entries"
        self.assert_error(problem, "describe the changes first", "prepare", "9.9.9")

    def test_a_tag_needs_a_dated_section(self):
        manifest = (self.copy / "Cargo.toml").read_text()
        before = manifest.split('[workspace.package]\nversion = "')[1].split('"')[0]
        self.changelog.write_text("# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A line.\n")
        commit(self.copy)
        self.assert_error(
            f"CHANGELOG.md has no dated section for {before}",
            f"run `.ci/release prepare {before}`",
            "check",
            "--tag",
            f"v{before}",
        )

    def test_a_tag_with_unreleased_entries(self):
        self.prepare()
        edit(self.changelog, "## [Unreleased]\n", "## [Unreleased]\n\n- Late.\n")
        commit(self.copy)
        problem = "CHANGELOG.md still has unreleased entries"
        remedy = f"move them into the section of {self.version}"
        self.assert_error(problem, remedy, "check", "--tag", f"v{self.version}")

    def test_a_missing_unreleased_section(self):
        edit(self.changelog, "## [Unreleased]", "## Later")
        self.assert_error("CHANGELOG.md has no section `## [Unreleased]`", "add it above")

    def test_mismatched_versions(self):
        edit(self.copy / TYPES / "Cargo.toml", 'version = "', 'version = "6')
        self.assert_error(
            "voucherify-oauth requires voucherify-oauth-types",
            "correct the version of voucherify-oauth-types under [workspace.dependencies]",
        )

    def test_a_crate_with_its_own_version(self):
        edit(self.copy / SANDBOX / "Cargo.toml", "version.workspace = true", 'version = "6.5.4"')
        self.assert_error(
            "voucherify-oauth-sandbox has version 6.5.4", "write `version.workspace = true`"
        )

    def test_a_missing_licence(self):
        (self.copy / SANDBOX / "LICENSE-MIT").unlink()
        self.assert_error(
            "the package of voucherify-oauth-sandbox has no LICENSE-MIT",
            "add LICENSE-MIT to the crate's folder",
        )

    def test_a_licence_that_differs(self):
        edit(self.copy / SANDBOX / "LICENSE-MIT", "Permission", "No permission")
        self.assert_error(
            f"{SANDBOX}/LICENSE-MIT differs from LICENSE-MIT", f"copy LICENSE-MIT to {SANDBOX}"
        )

    def test_missing_metadata(self):
        edit(self.copy / SANDBOX / "Cargo.toml", "categories = ", "# categories = ")
        problem = "voucherify-oauth-sandbox has no categories"
        self.assert_error(problem, "add it to the crate's manifest")

    def test_a_dependency_that_is_not_published(self):
        table = '[dependencies]\nxtask = { path = "../../xtask" }\n'
        edit(self.copy / SANDBOX / "Cargo.toml", "[dependencies]\n", table)
        self.assert_error(
            "voucherify-oauth-sandbox depends on xtask, which is not published", "publish xtask or"
        )

    def test_a_dependency_cycle(self):
        table = "[dev-dependencies]\nvoucherify-oauth-sandbox = { workspace = true }\n"
        edit(self.copy / TYPES / "Cargo.toml", "[dev-dependencies]\n", table)
        self.assert_error("the crates have a dependency cycle", "remove the version")

    def test_a_tag_for_another_version(self):
        self.prepare()
        problem = f"the tag is v1.1.1, but the workspace has version {self.version}"
        self.assert_error(problem, f"tag the commit v{self.version}", "check", "--tag", "v1.1.1")

    def test_a_tag_on_another_commit(self):
        self.prepare()
        git(self.copy, "tag", f"v{self.version}", "HEAD~1")
        problem = f"the tag v{self.version} already exists on another commit"
        self.assert_error(problem, "choose the next version", "check", "--tag", f"v{self.version}")

    def test_uncommitted_changes(self):
        self.prepare()
        edit(self.copy / "README.md", "# ", "# Changed ")
        problem = "the working tree has uncommitted changes"
        self.assert_error(problem, "commit them", "check", "--tag", f"v{self.version}")

    def test_a_changed_types_crate_needs_a_new_version(self):
        git(self.copy, "tag", "v0.0.1")
        edit(self.copy / TYPES / "README.md", "# ", "# Changed: ")
        self.prepare()
        problem = "voucherify-oauth-types changed since v0.0.1 and still has version"
        self.assert_error(problem, "run `.ci/release prepare", "check", "--tag", f"v{self.version}")

    def test_a_changed_types_crate_with_a_new_version(self):
        git(self.copy, "tag", "v0.0.1")
        edit(self.copy / TYPES / "README.md", "# ", "# Changed: ")
        self.prepare("--types", "6.5.4")
        code, _, errors = self.release("check", "--tag", f"v{self.version}")
        self.assertEqual((code, errors), (0, ""))

    def test_all_problems_are_reported_at_once(self):
        (self.copy / SANDBOX / "LICENSE-MIT").unlink()
        edit(self.copy / TYPES / "Cargo.toml", "categories = ", "# categories = ")
        code, _, errors = self.release("check")
        self.assertEqual((code, errors.count("error: ")), (1, 2), errors)

    def test_the_notes_contain_the_section(self):
        self.prepare()
        code, output, _ = self.release("notes", self.version)
        self.assertEqual(code, 0)
        self.assertTrue(output.startswith("### Added"), output)
        self.assertIn("- `voucherify-oauth`: a line of the test.", output)
        self.assertIn(f"- `voucherify-oauth-cli` {self.version}\n", output)
        self.assertNotIn("Unreleased", output)
        self.assertEqual(self.release("notes", "9.9.9")[0], 1)

    def publish(self, info):
        """Publishes with a fake Cargo whose `info` runs `info`, and which logs `publish`."""
        log, fake = self.copy.with_name("log"), self.copy.with_name("cargo")
        log.unlink(missing_ok=True)
        real = os.environ.get("CARGO", "cargo")
        fake.write_text(
            "#!/bin/sh\n"
            f'case "$1" in metadata) exec {real} "$@" ;; esac\n'
            f'case "$1" in publish) echo "$@" > {log}; exit 0 ;; esac\n'
            f"{info}\n"
        )
        fake.chmod(0o755)
        code, _, errors = self.release("publish", env=os.environ | {"CARGO": str(fake)})
        return code, errors, log

    def test_publish_skips_crates_in_the_registry(self):
        code, errors, log = self.publish(
            'case "$*" in *voucherify-oauth-types@*) exit 0 ;; esac\n'
            "echo 'error: could not find `it` in registry' >&2; exit 101"
        )
        self.assertEqual(code, 0, errors)
        published = log.read_text()
        self.assertIn("--package voucherify-oauth-sandbox --package voucherify-oauth", published)
        self.assertNotIn("voucherify-oauth-types", published)

    def test_publish_stops_if_the_registry_is_unreachable(self):
        code, errors, log = self.publish("echo 'error: no network' >&2; exit 101")
        self.assertEqual(code, 1)
        self.assertIn("no network", errors)
        self.assertFalse(log.exists())


if __name__ == "__main__":
    unittest.main()
