"""Node and the packages of npm that package-lock.json lists, in the cache; Node comes from a Python wheel."""

import os
import shutil
import subprocess

from _place import DEV, built, cache, digest
from _say import Stop, advice
from _venv import python


def run(words, cwd=None):
    """Run ``words`` with Node on the path; return the finished process."""
    path = os.pathsep.join([str(python("lint.lock").parent), os.environ.get("PATH", "")])
    env = dict(os.environ, PATH=path)
    return subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def program(name):
    """Return the path of ``node`` or ``npm``."""
    return str(python("lint.lock").parent / name)


def packages():
    """Return the folder into which npm put exactly what package-lock.json lists."""
    sources = [DEV / name for name in ("package.json", "package-lock.json", "prettier.json")]
    return built(
        cache(f"node-{digest(*(source.read_text() for source in sources))}"), lambda half: _fill(half, sources)
    )


def axe():
    """Return the path of axe-core, which finds faults of accessibility in a page."""
    return packages() / "node_modules/axe-core/axe.min.js"


def _fill(folder, sources):
    folder.mkdir()
    for source in sources:
        shutil.copy(source, folder)
    done = run([program("npm"), "ci", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder)])
    if done.returncode:
        raise Stop(f"npm packages could not be installed ({done.stderr.strip()[-200:]}): {advice(done.stderr)}.")
