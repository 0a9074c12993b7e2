"""Odoo in worker mode on 127.0.0.1: started, frozen while another one is measured, and stopped by its process id."""

import contextlib
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from _odoo import command, environment
from _place import addons_folder
from _profile import free_port
from _say import Stop

# Above the length of any run: a server that was frozen must not take its workers for hung ones.
_LIMIT = 7200
_MEGABYTE = 1 << 20


class Server:
    """A server of ``database`` whose log is the file ``log``."""

    def __init__(self, database, log, workers):
        self.database, self.log = database, log
        port, gevent_port = free_port(), free_port()
        self.address = f"http://127.0.0.1:{port}"
        limits = [f"--{name}={_LIMIT}" for name in ("limit-time-real", "limit-time-cpu", "limit-time-real-cron")]
        words = command(
            addons_folder(),
            "server",
            "-d",
            database,
            f"--db-filter=^{database}$",
            "--http-interface=127.0.0.1",
            f"--http-port={port}",
            f"--gevent-port={gevent_port}",
            f"--workers={workers}",
            "--max-cron-threads=1",
            "--log-level=warn",
            "--log-handler=odoo.addons.rpc.controllers.xmlrpc:ERROR",
            *limits,
        )
        words[1:3] = [str(Path(__file__).with_name("odoo_bin.py"))]  # in the place of -m odoo
        with open(log, "w") as out:
            # In a group of its own, so that freezing and killing reach its workers and nothing else.
            self.process = subprocess.Popen(
                words, env=environment(), stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True
            )

    def wait(self):
        """Return when the server answers; stop with its log where it does not within two minutes."""
        for _attempt in range(480):
            if self.process.poll() is not None:
                break
            with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                urllib.request.urlopen(f"{self.address}/web/login", timeout=60).close()
                return
            time.sleep(0.25)
        raise Stop(f"Odoo did not start; its log is {self.log}")

    def freeze(self):
        """Stop the clocks of all its processes: until :meth:`thaw` it uses no processor time."""
        os.killpg(self.process.pid, signal.SIGSTOP)

    def thaw(self):
        os.killpg(self.process.pid, signal.SIGCONT)

    def stop(self):
        if self.process.poll() is None:
            self.thaw()
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def memory(self):
        """Return ``{process id: megabytes}`` that each of its processes has in memory."""
        page, found = os.sysconf("SC_PAGE_SIZE"), {}
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError, ValueError):
                group = int((folder / "stat").read_text().rpartition(")")[2].split()[2])
                if group == self.process.pid:
                    pages = int((folder / "statm").read_text().split()[1])
                    found[int(folder.name)] = pages * page / _MEGABYTE
        return found

    def troubles(self):
        """Return the lines of the log that report an error; conflicts of transactions, which Odoo repeats, are none."""
        lines = self.log.read_text(errors="replace").splitlines()
        lines = [line for line in lines if " ERROR " in line or " CRITICAL " in line]
        return [line for line in lines if " odoo.sql_db: bad query" not in line]


@contextlib.contextmanager
def serving(database, log, workers):
    """Serve ``database`` while the block runs; yield the :class:`Server`."""
    server = Server(database, log, workers)
    try:
        server.wait()
        yield server
    finally:
        server.stop()
