"""Tests `.ci/snapshots` in small repositories with files like those of insta and trycmd."""

import os
import pathlib
import tempfile
import unittest

from support import git, init, run

SNAPSHOT = "---\nsource: tests/a.rs\nexpression: text\n---\none\ntwo\n"
NEW = "---\nsource: tests/a.rs\nassertion_line: 7\nexpression: text\n---\none\nthree\n"
TRANSCRIPT = "```\n$ voucherify-oauth scopes\none\n\n```\n"


class Snapshots(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name).resolve() / "tree"
        self.write("tests/snapshots/a.snap", SNAPSHOT)
        self.write("crates/cli/tests/a.trycmd", TRANSCRIPT)
        self.write(".gitignore", "/target\n*.snap.new\n")
        init(self.root)

    def write(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def snapshots(self, *arguments):
        code, output, errors = run("snapshots", "--root", self.root, *arguments)
        self.assertEqual(errors, "")
        return code, output

    def test_nothing_differs(self):
        summary = self.root.with_name("summary")
        self.write("target/a.snap.new", NEW)
        code, output = self.snapshots("--summary", summary)
        self.assertEqual((code, summary.exists()), (0, False))
        self.assertEqual(output, "snapshots: 0 snapshots and 0 transcripts differ\n")

    def test_both_kinds_are_in_one_diff(self):
        self.write("tests/snapshots/a.snap.new", NEW)
        self.write("crates/cli/tests/a.trycmd", TRANSCRIPT.replace("one", "four"))
        code, output = self.snapshots()
        self.assertEqual(code, 1)
        self.assertIn("+++ b/tests/snapshots/a.snap\n", output)
        self.assertIn("-two\n+three\n", output)
        self.assertIn("-one\n+four\n", output)
        self.assertNotIn("assertion_line", output)
        self.assertIn("1 snapshots and 1 transcripts differ", output)

    def test_a_new_snapshot_is_shown_in_full(self):
        self.write("tests/snapshots/b.snap.new", NEW)
        code, output = self.snapshots()
        self.assertEqual(code, 1)
        self.assertIn("+three\n", output)

    def test_files_are_collected_under_their_paths(self):
        self.write("tests/snapshots/a.snap.new", NEW)
        self.write("crates/cli/tests/a.trycmd", TRANSCRIPT.replace("one", "four"))
        folder = self.root.with_name("collected")
        self.snapshots("--collect", folder)
        collected = sorted(str(file.relative_to(folder)) for file in folder.rglob("*.*"))
        self.assertEqual(collected, ["crates/cli/tests/a.trycmd", "tests/snapshots/a.snap.new"])

    def test_a_fence_in_a_diff_does_not_end_the_block(self):
        self.write("crates/cli/tests/a.trycmd", TRANSCRIPT.replace("one", "four"))
        summary = self.root.with_name("summary")
        self.snapshots("--summary", summary)
        text = summary.read_text()
        self.assertTrue(text.startswith("## 1 snapshots and transcripts differ\n"), text)
        self.assertEqual(text.count("````"), 2)
        self.assertIn("<summary>crates/cli/tests/a.trycmd</summary>", text)

    def test_a_summary_stays_below_the_limit(self):
        for number in range(3):
            self.write(f"tests/snapshots/b{number}.snap.new", f"{NEW}{'x' * 400_000}\n")
        summary = self.root.with_name("summary")
        self.snapshots("--summary", summary)
        self.assertLess(summary.stat().st_size, 1024 * 1024)
        self.assertIn("1 more are in the artifact", summary.read_text())

    def test_a_run_records_all_snapshots_of_a_test(self):
        """Uses a fake Cargo that checks its environment and records a snapshot."""
        tools = self.root.with_name("tools")
        tools.mkdir()
        cargo = tools / "cargo"
        cargo.write_text(
            "#!/bin/sh\n"
            '[ "$*" = "test --workspace --no-fail-fast" ] || exit 9\n'
            '[ "$INSTA_UPDATE $INSTA_FORCE_PASS $TRYCMD" = "new 1 overwrite" ] || exit 8\n'
            "cp tests/snapshots/a.snap tests/snapshots/c.snap.new\n"
            "exit 1\n"
        )
        cargo.chmod(0o755)
        environment = os.environ | {"PATH": f"{tools}:{os.environ['PATH']}"}
        code, output, _ = run("snapshots", "--root", self.root, "--run", env=environment)
        self.assertEqual(code, 1)
        self.assertIn("b/tests/snapshots/c.snap", output)
        self.assertEqual(git(self.root, "status", "--porcelain"), "")


if __name__ == "__main__":
    unittest.main()
