"""Runs the program in a terminal: python3 terminal.py PROGRAM. Prints `ok` or an error."""

import os
import pty
import select
import sys
import time

program = sys.argv[1]
pid, terminal = pty.fork()
if pid == 0:
    os.environ.update(PS1="prompt> ", HISTFILE="/dev/null")
    os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])

seen = ""


def expect(text, limit=20):
    """Reads until `text` appears, and discards the output before it."""
    global seen
    deadline = time.monotonic() + limit
    while text not in seen:
        ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            sys.exit(f"expected {text!r}, saw {seen!r}")
        try:
            seen += os.read(terminal, 4096).decode(errors="replace")
        except OSError:
            sys.exit(f"expected {text!r}, saw {seen!r} and the end")
    seen = seen.split(text, 1)[1]


def type_in(text):
    os.write(terminal, text.encode())


command = f"{program} exec --sandbox --scope vouchers --"
expect("prompt> ")

# The command reads from the terminal, is stopped and continued, and gets ctrl-C.
type_in(f"{command} sh -c 'echo rea''dy; cat; echo not this'\n")
expect("ready")
type_in("one\n")
expect("one\r\none\r\n")
type_in("\x1a")
expect("Stopped")
expect("prompt> ")
type_in("fg\n")
expect("cat")
type_in("two\n")
expect("two\r\ntwo\r\n")
type_in("\x03")
expect("prompt> ")
type_in("echo code $?\n")
expect("code 130")

# The command can run in the background.
type_in(f"{command} cat < /dev/null &\n")
expect("prompt> ")
type_in("wait; echo all do''ne\n")
expect("all done")

# A pipeline keeps the terminal.
type_in(f"{command} sh -c 'echo thr''ee' | cat\n")
expect("three")
expect("prompt> ")

# Ctrl-C also ends the script that started the command.
type_in(f"sh -c \"{command} sh -c 'echo rea''dy; cat'; sleep 1; echo not th''is\"\n")
expect("ready")
type_in("\x03")
expect("prompt> ")
if "not this" in seen:
    sys.exit(f"the script continued: {seen!r}")
type_in("exit\n")
print("ok")
