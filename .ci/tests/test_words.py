"""Tests `.ci/words` in small repositories: its findings, and the text that it ignores."""

import pathlib
import tempfile
import unittest

from support import init, run


class Words(unittest.TestCase):
    def check(self, **files):
        """Returns exit code and output for files, whose names are written `folder__name_suffix`."""
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in files.items():
                path = root / name.replace("__", "/").replace("_", ".")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            init(root)
            code, output, errors = run("words", "--root", root)
            self.assertEqual(errors, "")
            return code, output

    def assert_found(self, line, advice, **files):
        code, output = self.check(**files)
        self.assertEqual(code, 1, output)
        self.assertIn(f"{line}: ", output)
        self.assertIn(f"write: {advice}", output)
        self.assertIn("words: 1 findings in 1 files", output)

    def assert_passes(self, **files):
        code, output = self.check(**files)
        self.assertEqual(code, 0, output)
        self.assertIn("words: 0 findings in 1 files", output)

    def test_plain_english_passes(self):
        text = "# Tokens\n\nReturns the token. Defaults to 180 s. No more than one request.\n"
        self.assert_passes(a_md=text)

    def test_a_bad_sentence_in_markdown(self):
        self.assert_found("docs/a.md:3", "get", docs__a_md="# A\n\nNo token could be had.\n")

    def test_a_bad_doc_comment(self):
        text = "fn a() {}\n\n/// Nothing stands here.\nfn b() {}\n"
        self.assert_found("src/a.rs:3", "is", src__a_rs=text)

    def test_a_bad_message(self):
        text = 'fn a() -> &\'static str {\n    "the caller shall wait"\n}\n'
        self.assert_found("a.rs:2", "must, will", a_rs=text)

    def test_a_line_break_in_a_string_separates_words(self):
        self.assert_passes(b_rs='const A: &str = "this\\nor that";\n')
        self.assert_found("a.rs:1", "must, will", a_rs='const A: &str = "a\\nshall";\n')

    def test_a_bad_raw_string(self):
        self.assert_found("a.rs:2", "request, require", a_rs='const A: &str = r#"\nshe asks "\n"#;\n')

    def test_a_bad_docstring_of_a_script(self):
        text = '#!/usr/bin/env python3\n"""Checks.\n\nNone of them fails.\n"""\n'
        self.assert_found(".ci/a:4", "no …, not any", _ci__a=text)

    def test_a_noun_after_is_no(self):
        self.assert_found("a.md:3", "is not a …", a_md="There is no key.\n\nThis is no key.\n")

    def test_a_bad_comment_in_a_workflow(self):
        self.assert_found("a.yml:1", "or, and not", a_yml="# Neither this nor that.\nshall: 1\n")

    def test_case_is_ignored(self):
        self.assert_found("a.md:1", "the caller", a_md="Whoever reads this.\n")

    def test_a_bad_test_name(self):
        text = "#[test]\nfn nothing_befalls_the_token() {}\n"
        self.assert_found("a.rs:2", "happen to", a_rs=text)

    def test_a_long_test_name(self):
        name = "a" * 61
        code, output = self.check(a_rs=f"#[tokio::test(start_paused = true)]\nasync fn {name}() {{}}\n")
        self.assertEqual(code, 1)
        self.assertIn("a.rs:2: a test name of 61 characters; shorten it to 60", output)

    def test_a_long_line(self):
        code, output = self.check(a_rs="// " + "a" * 98 + "\n")
        self.assertEqual(code, 1)
        self.assertIn("a.rs:1: 101 columns; break the line at 100 columns", output)

    def test_code_is_ignored(self):
        self.assert_passes(a_rs="fn shall(answer: u8) -> bool {\n    answer.stands('\\'')\n}\n")

    def test_code_in_markdown_is_ignored(self):
        self.assert_passes(a_md="Call `answer()`.\n\n```sh\nasks --shall\n```\n")

    def test_generated_code_is_ignored(self):
        code, output = self.check(crates__a__src__generated__a_rs="// shall\n", b_md="Good.\n")
        self.assertEqual(code, 0, output)

    def test_addresses_and_tables_may_be_long(self):
        long = "a" * 120
        self.assert_passes(a_md=f"| {long} |\n\nhttps://example.org/{long}\n")

    def test_every_line_is_reported(self):
        code, output = self.check(a_md="It shall.\nIt asks.\n\nThe answer stands.\n")
        self.assertEqual(code, 1)
        places = [line.split(": ")[0] for line in output.splitlines()[:-1]]
        self.assertEqual(places, ["a.md:1", "a.md:2", "a.md:4", "a.md:4"])


if __name__ == "__main__":
    unittest.main()
