"""Programs of the machine: found on it, or installed from Debian where the user may."""

import os
import shutil
import subprocess

from _place import locked
from _say import Stop, say


def _as_root():
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def install(packages, what):
    """Install Debian ``packages`` (list of names) for ``what``, or stop with a sentence saying what to install."""
    sudo = _as_root()
    command = f"apt-get install {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise Stop(f"{what} is missing: install what Debian calls {' '.join(packages)} and try again.")
    if sudo is None:
        raise Stop(f"{what} is missing and this user may not install it: ask an administrator for `{command}`.")
    say(f"Installing {what} ({' '.join(packages)}) …")
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    with locked("apt"):
        quiet = {"env": env, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True, "check": False}
        subprocess.run([*sudo, "apt-get", "update", "-q"], **quiet)
        done = subprocess.run([*sudo, "apt-get", "install", "-qy", "--no-install-recommends", *packages], **quiet)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Stop(f"{what} could not be installed ({reason}): check the network, or run `{command}` by hand.")


def chromium():
    """Make sure that browser tests find a Chromium and a font with all Vietnamese letters."""
    if not any(map(shutil.which, ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable"))):
        install(["chromium", "fonts-noto-core"], "Chromium")
