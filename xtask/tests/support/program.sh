#!/bin/sh
# Runs the commands in the file beside this program, which tests link under other names.
. "$0.commands"
