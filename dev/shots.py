"""Take pictures of the addon's screens, in Vietnamese, with demo data."""

import argparse
import re
import shutil

from _place import KEY, MODULE, cache
from _postgres import server
from _profile import run_tests
from _say import say
from _system import chromium
from test import report


def main(argv):
    parser = argparse.ArgumentParser(prog="dev shots", description=__doc__)
    parser.add_argument("keyword", nargs="?", default="", help="only pictures whose test has this in its name")
    options = parser.parse_args(argv)
    chromium()
    taken, album = cache("shots", f"{KEY}-raw"), cache("shots", KEY)
    for folder in (taken, album):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    tags = f"{MODULE}_shots/{MODULE}:.test_{options.keyword}" if options.keyword else f"{MODULE}_shots"
    with server():
        outcome, log = run_tests("shots", "full", True, tags, screenshots=taken)
    for picture in sorted(taken.rglob("*.png")):
        name = re.sub(r"_?\d{8}_\d{6}.*$", "", picture.stem)
        shutil.copy(picture, album / f"{name}.png")
    report("shots", outcome, log)
    for picture in sorted(album.glob("*.png")):
        say(str(picture))
    return 1 if outcome.failed or not outcome.passed else 0
