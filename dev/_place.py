"""Paths: the checkout, the cache outside of it, and keys that keep two checkouts apart."""

import contextlib
import fcntl
import hashlib
import os
import shutil
from pathlib import Path

MODULE = "l10n_vn_crm"
CHECKOUT = Path(__file__).resolve().parents[1]
DEV = CHECKOUT / "dev"


def digest(*texts):
    return hashlib.sha256("\0".join(map(str, texts)).encode()).hexdigest()[:10]


KEY = digest(CHECKOUT)


def cache(*parts):
    """Return a path below the cache folder; its parent exists afterwards."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    path = Path(base, MODULE, *parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@contextlib.contextmanager
def locked(name):
    """Let one command at a time through; others wait."""
    with open(cache("locks", name), "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def built(folder, build):
    """Return ``folder``, made by ``build(half)`` where it is missing.

    It is built beside and renamed when whole: a build that breaks off leaves nothing behind that looks done, and one
    command builds while others wait.
    """
    if not folder.exists():
        with locked(folder.name):
            if not folder.exists():
                half = cache(f"{folder.name}.half")
                shutil.rmtree(half, ignore_errors=True)
                try:
                    build(half)
                    half.rename(folder)
                finally:
                    shutil.rmtree(half, ignore_errors=True)
    return folder


def log_file(name):
    """Return a log for this run alone; logs of the same name whose runs have ended make room for it."""
    for old in cache("logs", "any").parent.glob(f"{KEY}-{name}-*.log"):
        if not Path("/proc", old.stem.rpartition("-")[2]).exists():
            old.unlink(missing_ok=True)
    return cache("logs", f"{KEY}-{name}-{os.getpid()}.log")


def addons_folder():
    """Return a folder holding a link named like the addon: Odoo takes a module's name from its folder."""
    link = cache("checkouts", KEY, MODULE)
    with locked(f"link-{KEY}"):
        if not link.is_symlink() or link.resolve() != CHECKOUT:
            link.unlink(missing_ok=True)
            link.symlink_to(CHECKOUT)
    return link.parent


def fingerprint():
    """Return a key of what the addon's files contain: equal in two checkouts of one version."""
    outside = {".git", "__pycache__", "changes", "description", "dev", "doc", "readme", "tests"}
    paths = [(path, path.relative_to(CHECKOUT)) for path in sorted(CHECKOUT.rglob("*"))]
    return digest(
        *(
            f"{name}:{hashlib.sha256(path.read_bytes()).hexdigest()}"
            for path, name in paths
            if not outside & set(name.parts) and path.is_file()
        )
    )
