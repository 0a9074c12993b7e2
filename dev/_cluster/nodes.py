"""PostgreSQL servers of the cluster: a primary, and a streaming replica that is promoted."""

import time

from _postgres import programs, run_as_owner, sql
from _say import Stop

# The disk may lose what the machine loses: only processes are killed here. A commit waits until the replica shows it.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "shared_buffers": "256MB",
    "max_connections": "200",
    "hot_standby_feedback": "on",
    "shared_preload_libraries": "pg_stat_statements",
    "pg_stat_statements.track_utility": "off",
}
SYNCHRONOUS = ("synchronous_standby_names = '*'", "synchronous_commit = 'remote_apply'")


class Node:
    """A PostgreSQL server with its data below ``folder``, on a unix socket there."""

    def __init__(self, folder, name, port):
        self.name, self.port = name, str(port)
        self.socket, self.data, self.log = folder / "run", folder / name, folder / f"{name}.log"

    @property
    def variables(self):
        return {"PGHOST": str(self.socket), "PGPORT": self.port, "PGUSER": "odoo"}

    def create(self):
        """Make an empty cluster."""
        self._do("mkdir", "-p", "-m", "700", self.socket)
        self._do(programs() / "initdb", "-D", self.data, "-U", "odoo", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    def copy(self, primary):
        """Make a standby of the running ``primary``."""
        options = ["-h", primary.socket, "-p", primary.port, "-U", "odoo", "-D", self.data, "-R", "-c", "fast"]
        self._do(programs() / "pg_basebackup", *options)

    def start(self):
        settings = " ".join(f"-c {name}={value!r}" for name, value in SETTINGS.items())
        self._do(*self._pg_ctl("start", "-l", self.log, "-o", f"-p {self.port} -k {self.socket} {settings}"))

    def stop(self, mode):
        """Stop the server where it runs: ``fast``, or ``immediate`` as a crash does."""
        run_as_owner(*self._pg_ctl("stop", "-m", mode))

    def promote(self):
        self._do(*self._pg_ctl("promote"))

    def sql(self, statement, database="postgres"):
        return sql(statement, database, self.variables)

    def wait_for_replica(self):
        """Make commits wait for the replica, which must be streaming within half a minute."""
        for setting in SYNCHRONOUS:
            self.sql(f"ALTER SYSTEM SET {setting}")
        self.sql("SELECT pg_reload_conf()")
        for _attempt in range(120):
            if self.sql("SELECT sync_state FROM pg_stat_replication") == "sync":
                return
            time.sleep(0.25)
        raise Stop(f"The replica does not stream from the primary: the log is {self.log}")

    def count_selects(self, database):
        """Return how many times a SELECT was run in ``database``."""
        return int(
            self.sql(
                "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE query ~* '^\\s*(select|with)'"
                f" AND dbid = (SELECT oid FROM pg_database WHERE datname = '{database}')",
                database,
            )
        )

    def _pg_ctl(self, *arguments):
        return programs() / "pg_ctl", "-D", self.data, "-w", *arguments

    def _do(self, *words):
        done = run_as_owner(*words)
        if done.returncode:
            raise Stop(f"{words[0]} failed for the {self.name}: {done.stderr.strip()[-300:]} (log: {self.log})")
