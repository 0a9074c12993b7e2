"""Python packages, pinned with hashes, in environments of their own in the cache."""

import importlib.util
import shutil
import subprocess
import sys

from _place import DEV, built, cache, digest, locked
from _progress import step
from _say import Stop, advice
from _system import install


def python(lock="requirements.lock"):
    """Return the Python of the virtual environment that holds exactly what ``lock`` (a file of dev/) lists."""
    text = (DEV / lock).read_text()
    folder = cache(f"venv-{lock.split('.')[0]}-{digest(text, sys.version)}")
    # Not built beside and renamed: an environment's programs know the folder that they were made in.
    done = folder / "complete"
    if not done.exists():
        with locked(folder.name):
            if not done.exists():
                with step(f"Python packages of dev/{lock}", about=25):
                    _build(folder, lock)
                done.touch()
    return folder / "bin/python"


def oca_addons():
    """Return the folder of OCA addons from PyPI, without the ``odoo`` package that they ask for."""
    folder = cache(f"oca-{digest((DEV / 'oca.lock').read_text())}")
    built(folder, lambda half: _pip(python(), "--no-deps", "--target", str(half), "-r", str(DEV / "oca.lock")))
    return folder / "odoo/addons"


def _build(folder, lock):
    shutil.rmtree(folder, ignore_errors=True)
    if importlib.util.find_spec("ensurepip") is None:
        install(["python3-venv"], "Python's venv module")
    made = subprocess.run([sys.executable, "-m", "venv", str(folder)], capture_output=True, text=True, check=False)
    if made.returncode:
        reason = (made.stdout + made.stderr).strip()
        raise Stop(
            f"No virtual environment could be made in {folder} ({reason[-200:]}): "
            f"{advice(reason, 'install the package python3-venv')}."
        )
    _pip(folder / "bin/python", "-r", str(DEV / lock))


def _pip(interpreter, *arguments):
    # Odoo imports a part of them only, and keeps what Python compiles elsewhere in the cache.
    options = ["-q", "--disable-pip-version-check", "--require-hashes", "--no-compile"]
    words = [str(interpreter), "-m", "pip", "install", *options]
    done = subprocess.run([*words, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        reason = next((line for line in done.stderr.splitlines() if line.startswith("ERROR")), done.stderr[-200:])
        raise Stop(f"Python packages could not be installed ({reason.strip()}): {advice(done.stderr)}.")
