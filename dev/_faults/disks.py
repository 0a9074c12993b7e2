"""Disks that are small, so that they can be filled: one for the files of Odoo, one for the database."""

import os
from pathlib import Path

_PAGE = 4096


class Disk:
    """File system in ``folder``, of some megabytes."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self._ballast = self.folder / "ballast"

    def free(self):
        """Return the number of free bytes."""
        state = os.statvfs(self.folder)
        return state.f_bavail * state.f_frsize

    def fill(self, margin):
        """Leave ``margin`` bytes free."""
        with open(self._ballast, "wb") as file:
            count = max(self.free() - int(margin), 0) // _PAGE * _PAGE
            if count:
                os.posix_fallocate(file.fileno(), 0, count)

    def make_room(self):
        self._ballast.unlink(missing_ok=True)
