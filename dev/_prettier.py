"""Prettier, which lays out XML and JavaScript as the OCA does; Node comes from a Python wheel."""

import os
import shutil
import subprocess

from _place import DEV, built, cache, digest
from _say import Stop, advice
from _venv import python


def prettier(*arguments):
    """Run prettier with ``arguments``; return the finished process."""
    words = [_program("node"), str(_packages() / "node_modules/prettier/bin/prettier.cjs"), "--config"]
    # Prettier looks for its plugins from the folder it runs in.
    return _run([*words, str(_packages() / "prettier.json"), *arguments], cwd=_packages())


def _program(name):
    return str(python("lint.lock").parent / name)


def _packages():
    """Return the folder into which npm put exactly what package-lock.json lists."""
    sources = [DEV / name for name in ("package.json", "package-lock.json", "prettier.json")]
    return built(
        cache(f"node-{digest(*(source.read_text() for source in sources))}"), lambda half: _fill(half, sources)
    )


def _fill(folder, sources):
    folder.mkdir()
    for source in sources:
        shutil.copy(source, folder)
    done = _run([_program("npm"), "ci", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder)])
    if done.returncode:
        raise Stop(f"prettier could not be installed ({done.stderr.strip()[-200:]}): {advice(done.stderr)}.")


def _run(words, cwd=None):
    path = os.pathsep.join([str(python("lint.lock").parent), os.environ.get("PATH", "")])
    env = dict(os.environ, PATH=path)
    return subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, check=False)
