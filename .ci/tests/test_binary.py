"""Tests `.ci/binary` with a development build: the archive and the test of the program."""

import hashlib
import pathlib
import tarfile
import tempfile
import unittest

from support import run


class Binary(unittest.TestCase):
    def test_the_archive_contains_program_and_licences(self):
        with tempfile.TemporaryDirectory() as folder:
            code, output, errors = run("binary", "--profile", "dev", "--out", folder)
            self.assertEqual(code, 0, errors)
            self.assertIn("tested: `--version` (voucherify-oauth ", output)
            (archive,) = pathlib.Path(folder).glob("*.tar.gz")
            digest = hashlib.sha256(archive.read_bytes()).hexdigest()
            recorded = archive.with_name(f"{archive.name}.sha256").read_text()
            self.assertEqual(recorded, f"{digest}  {archive.name}\n")
            name = archive.name.removesuffix(".tar.gz")
            with tarfile.open(archive) as packed:
                files = {member.name: member.mode for member in packed if member.isfile()}
        expected = ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "voucherify-oauth"]
        self.assertEqual(sorted(files), [f"{name}/{file}" for file in expected])
        self.assertTrue(files[f"{name}/voucherify-oauth"] & 0o100)


if __name__ == "__main__":
    unittest.main()
