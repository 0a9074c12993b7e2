"""Open a Python prompt inside the database of `run`."""

import argparse
import subprocess

from _odoo import command, environment
from _place import addons_folder
from _postgres import server
from run import prepared


def main(argv):
    parser = argparse.ArgumentParser(prog="dev shell", description=__doc__)
    parser.add_argument("--full", action="store_true", help="the database with the companions")
    options = parser.parse_args(argv)
    with server():
        words = command(addons_folder(), "shell", "-d", prepared("full" if options.full else "lean"), "--no-http")
        return subprocess.run(words, env=environment(), check=False).returncode
