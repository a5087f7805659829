"""Runs the scripts in copies of the workspace and in other repositories."""

import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def git(folder, *arguments):
    command = ["git", "-c", "user.name=test", "-c", "user.email=test@localhost", *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def tracked():
    listed = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def copy_workspace(folder):
    """Copies the workspace as it is on disk to a repository with one commit."""
    for name in tracked():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    init(folder)


def init(folder):
    """Makes a folder a repository with one commit."""
    git(folder, "init", "--quiet")
    commit(folder)


def commit(folder):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a commit")


def edit(file, old, new):
    text = file.read_text()
    assert old in text, f"{file} has no {old!r}"
    file.write_text(text.replace(old, new, 1))


def run(script, *arguments, cwd=ROOT, env=None):
    """Runs a script of `.ci`. Returns its exit code, stdout and stderr."""
    command = [str(ROOT / ".ci" / script), *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr
