"""Odoo 19 itself: a tree that the user names, or Debian's packages unpacked into the cache."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from _place import DEV, built, cache, digest
from _progress import step
from _say import Stop, advice, say
from _venv import oca_addons, python

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
# Removed from Debian's build for its licence; an empty file keeps the JavaScript bundle whole (it blurs video calls).
REMOVED = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def tree():
    """Return the folder that holds the ``odoo`` package: of ``$ODOO``, or of Debian's package in the cache."""
    own = os.environ.get("ODOO")
    if own:
        return _checked(Path(own).expanduser().resolve())
    root = cache(f"odoo-{_pins()['odoo-19'][1]}-{digest((DEV / 'odoo.lock').read_text())}")
    return built(root, _unpack_into) / "usr/lib/python3/dist-packages"


def addons_paths(folder):
    """Return Odoo's addons path with ``folder`` (which holds the link to the addon) first."""
    base = tree()
    candidates = [folder, oca_addons(), base / "addons", base / "odoo/addons"]
    return ",".join(str(path) for path in candidates if path.is_dir())


def command(folder, verb, *arguments):
    """Return the command line of Odoo's ``verb`` (``server``, ``i18n export`` …) with the addon in ``folder``."""
    config = folder / "odoo.conf"
    text = f"[options]\naddons_path = {addons_paths(folder)}\ndata_dir = {cache('data')}\n"
    if not config.exists() or config.read_text() != text:
        half = folder / f"odoo.conf.{os.getpid()}"
        half.write_text(text)
        half.replace(config)
    return [str(python()), "-m", "odoo", *verb.split(), "-c", str(config), *arguments]


def environment(**more):
    """Return the environment that Odoo's processes run in; what Python compiles is kept in the cache folder."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return dict(own, PYTHONPATH=str(tree()), PYTHONPYCACHEPREFIX=str(cache("pycache")), **more)


def _checked(folder):
    if not (folder / "odoo/release.py").is_file():
        raise Stop(f"ODOO={folder} is no Odoo source tree (it has no odoo/release.py): name one, or unset ODOO.")
    if "(19, 0" not in (folder / "odoo/release.py").read_text():
        raise Stop(f"ODOO={folder} is another version than 19.0: check out branch 19.0 there, or unset ODOO.")
    return folder


def _pins():
    lines = [line.split() for line in (DEV / "odoo.lock").read_text().splitlines() if line[:1] not in ("", "#")]
    return {name: (suite, version, sha256) for name, suite, version, sha256 in lines}


def _unpack_into(root):
    """Download Odoo's packages and unpack them into ``root``."""
    if not shutil.which("apt-get") or not Path(KEYRING).exists():
        raise Stop(
            "Odoo 19 is fetched from Debian, which needs apt-get and debian-archive-keyring: "
            "on another system set ODOO= to an Odoo 19.0 source tree."
        )
    if shutil.disk_usage(root.parent).free < 4 << 30:
        raise Stop(f"Odoo needs 4 GB of disk and {root.parent} has less: free some, or set XDG_CACHE_HOME.")
    work = cache(f"unpack-{os.getpid()}")

    def how_far():
        return f"{sum(path.stat().st_size for path in work.rglob('*.deb')) >> 20} MB fetched"

    try:
        with step("Odoo 19 from Debian", about=20, detail=how_far):
            env = _private_apt(work)
            _run(["apt-get", "-qq", "update"], work, env)
            for package in _download(work, env):
                _run(["dpkg", "-x", str(package), str(root)], work, env)
        empty = root / "usr/lib/python3/dist-packages/odoo/addons" / REMOVED
        empty.parent.mkdir(parents=True, exist_ok=True)
        empty.touch()
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _private_apt(work):
    """Return an environment in which apt knows only its own lists: the host's sources stay as they are."""
    for folder in ("lists/partial", "archives/partial"):
        (work / folder).mkdir(parents=True)
    suites = sorted({suite for suite, _version, _sha in _pins().values()})
    (work / "sources.list").write_text(
        "".join(f"deb [signed-by={KEYRING}] http://deb.debian.org/debian {suite} main\n" for suite in suites)
    )
    (work / "apt.conf").write_text(
        f'Dir::State::lists "{work}/lists";\nDir::Cache "{work}";\nDir::Cache::archives "{work}/archives";\n'
        f'Dir::Etc::sourcelist "{work}/sources.list";\nDir::Etc::sourceparts "/dev/null";\n'
        'Dir::Etc::preferencesparts "/dev/null";\nAcquire::Languages "none";\nAPT::Sandbox::User "";\n'
        # Packages are pinned by version and hash: an outdated mirror is as good as a fresh one.
        'Acquire::Check-Valid-Until "false";\n'
    )
    return dict(os.environ, APT_CONFIG=str(work / "apt.conf"))


def _download(work, env):
    """Fetch all packages in one go; apt checks Debian's signature, we check that these are the builds that were tried.

    :return: the files
    """
    pins = _pins()
    policy = _run(["apt-cache", "madison", *pins], work, env)
    if not policy.strip():  # apt-get update succeeds without a network, and knows of nothing then
        raise Stop("Debian could not be reached: check the network, or set ODOO= to an Odoo 19.0 source tree.")
    known = {tuple(part.strip() for part in line.split("|")[:2]) for line in policy.splitlines()}
    wanted = {}
    for name, (suite, version, _sha256) in pins.items():
        pinned = (name, version) in known
        if not pinned:
            say(f"Warning: Debian has moved on from {name} {version}; taking what {suite} has now.")
        wanted[name] = f"{name}={version}" if pinned else f"{name}/{suite}"
    _run(["apt-get", "-qq", "download", *wanted.values()], work, env)
    packages = {name: next(work.glob(f"{name}_*.deb")) for name in pins}
    for name, (_suite, version, sha256) in pins.items():
        if "=" in wanted[name] and hashlib.sha256(packages[name].read_bytes()).hexdigest() != sha256:
            raise Stop(
                f"{name} {version} arrived with other contents than those pinned in dev/odoo.lock: try again, "
                "and tell us if it stays so."
            )
    return packages.values()


def _run(words, work, env):
    done = subprocess.run(words, cwd=work, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Stop(
            f"Odoo could not be fetched ({words[0]}: {reason}): {advice(done.stderr)}, or set ODOO= to an Odoo 19.0 "
            "source tree."
        )
    return done.stdout
