"""Take pictures of the addon's screens, in Vietnamese, with demo data."""

import argparse
import re
import shutil

from _demo import image
from _pictures import keep
from _place import KEY, MODULE, cache
from _postgres import server
from _profile import run_tests
from _say import say
from _system import chromium
from test import report


def main(argv):
    parser = argparse.ArgumentParser(prog="dev shots", description=__doc__)
    parser.add_argument("keyword", nargs="?", default="", help="only pictures whose test has this in its name")
    parser.add_argument("--guide", action="store_true", help="renew the pictures of the guide, with the leads of `run`")
    options = parser.parse_args(argv)
    chromium()
    name = "guide" if options.guide else "shots"
    taken, album = cache("shots", f"{KEY}-{name}-raw"), cache("shots", KEY if name == "shots" else f"{KEY}-guide")
    for folder in (taken, album):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    tags = f"{MODULE}_{name}/{MODULE}:.test_{options.keyword}" if options.keyword else f"{MODULE}_{name}"
    with server():
        if options.guide:
            outcome, log = run_tests(name, "lean", False, tags, install=False, screenshots=taken, source=image("lean"))
        else:
            outcome, log = run_tests(name, "full", True, tags, screenshots=taken)
    for picture in sorted(taken.rglob("*.png")):
        stem = re.sub(r"_?\d{8}_\d{6}.*$", "", picture.stem)
        shutil.copy(picture, album / f"{stem}.png")
    report(name, outcome, log)
    for picture in sorted(album.glob("*.png")):
        failed = picture.stem.startswith("sc_")  # Odoo's own picture of a screen on which a test failed
        say(str(keep(picture, picture.stem) if options.guide and not failed else picture))
    return 1 if outcome.failed or not outcome.passed else 0
