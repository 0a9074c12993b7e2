"""Prettier, which lays out XML and JavaScript as the OCA does; Node comes from a Python wheel."""

import os
import shutil
import subprocess

from _place import DEV, cache, digest, locked
from _say import Stop
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
    folder = cache(f"node-{digest(*(source.read_text() for source in sources))}")
    if not folder.exists():
        with locked(folder.name):
            if not folder.exists():
                half = cache(f"{folder.name}.half")
                shutil.rmtree(half, ignore_errors=True)
                half.mkdir()
                for source in sources:
                    shutil.copy(source, half)
                done = _run([_program("npm"), "ci", "--silent", "--no-audit", "--no-fund", "--prefix", str(half)])
                if done.returncode:
                    raise Stop(f"prettier could not be installed ({done.stderr.strip()[-200:]}): check the network.")
                half.rename(folder)
    return folder


def _run(words, cwd=None):
    path = os.pathsep.join([str(python("lint.lock").parent), os.environ.get("PATH", "")])
    env = dict(os.environ, PATH=path)
    return subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, check=False)
