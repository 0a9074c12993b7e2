"""Database under test: made anew for each try, looked at from a fork."""

import json
from contextlib import closing
from pathlib import Path

from odoo import sql_db
from odoo.tools import SQL, config

from .client import Client
from .processes import DONE, Worker

_SECONDS = 120


class Lab:
    """
    :param str database: the one that the shell has opened; it has the addon and no data
    :param folder: for files of this run (Path)
    :param dict plan: what the command has found out
    """

    def __init__(self, database, folder, plan):
        self.database, self.folder, self.plan = database, folder, plan
        self.client = Client(database, folder, plan)
        self.files = Path(config.filestore(database))
        self._memory, self._stored = {}, set()
        self.look_at(_speak_english)
        self._copy(database, f"{database}_base")

    def prepare(self, case):
        """Make the data of ``case``, from which each try begins."""
        self._copy(f"{self.database}_base", self.database)
        self.client.forget()
        self._memory = self.look(lambda: case.prepare(self.client))
        self._copy(self.database, f"{self.database}_ready")
        self._stored = self._stored_files()

    def renew(self, tablespace=None):
        """Begin a try: database, files and what the client remembers are those after :meth:`prepare`."""
        self._copy(f"{self.database}_ready", self.database, tablespace)
        for path in self._stored_files() - self._stored:
            path.unlink()
        self.client.forget(self._memory)

    def look(self, function, seconds=_SECONDS):
        """Return ``function()``, something that JSON can hold, called in a fork that may take ``seconds``."""
        answer = self.folder / "answer.json"
        if Worker(lambda: answer.write_text(json.dumps(function()))).wait(seconds) != DONE:
            raise RuntimeError("The database could not be prepared or looked at: see the log")
        return json.loads(answer.read_text())

    def look_at(self, function):
        """Return ``function(env)``, called in a transaction of a fork."""
        return self.look(lambda: self.client.transaction(function))

    def size(self):
        """Return the size of the database in bytes."""
        [size] = self._admin(SQL("SELECT pg_database_size(%s)", self.database))
        return size

    def _stored_files(self):
        return {path for path in self.files.rglob("*") if path.is_file()}

    def _copy(self, source, target, tablespace=None):
        self._admin(SQL("DROP DATABASE IF EXISTS %s WITH (FORCE)", SQL.identifier(target)))
        place = SQL(" TABLESPACE %s", SQL.identifier(tablespace)) if tablespace else SQL()
        self._admin(SQL("CREATE DATABASE %s TEMPLATE %s%s", SQL.identifier(target), SQL.identifier(source), place))
        # A sequence takes some numbers without writing to the log. In a copy that no checkpoint has followed, a crash
        # would have it give them out again.
        self._admin(SQL("CHECKPOINT"))

    def _admin(self, statement):
        """Execute ``statement`` outside of a transaction and of this database; return the first row, if any."""
        sql_db.close_all()
        with closing(sql_db.db_connect("postgres").cursor()) as cr:
            cr._cnx.autocommit = True
            cr.execute(statement)
            row = cr.fetchone() if cr.description else None
        sql_db.close_all()
        return row


def _speak_english(env):
    """Let users read English: the table is for developers."""
    env["res.lang"]._activate_lang("en_US")
    env["res.partner"].with_context(active_test=False).search([]).lang = "en_US"
    return True
