"""Odoo servers of the cluster: workers, a scheduled action's thread and a runner of queue_job in each."""

import contextlib
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

from _odoo import command, environment
from _place import addons_folder
from _profile import free_port
from _say import Stop

WORKERS, CHANNELS = 3, "root:2"


class Server:
    """One Odoo server in worker mode, killed and stopped with all its processes by their own group."""

    def __init__(self, name, database, log):
        self.name, self.database, self.log = name, database, log
        self.port, self.process = free_port(), None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self, primary, replica=None):
        """Start on ``primary`` (:class:`Node`), with ``replica`` for what only reads; wait until it answers."""
        options = [
            *("-d", self.database, f"--db-filter=^{self.database}$"),
            *("--http-interface=127.0.0.1", f"--http-port={self.port}", f"--gevent-port={free_port()}"),
            *(f"--workers={WORKERS}", "--max-cron-threads=1", "--load=base,rpc,web,queue_job", "--log-level=warn"),
            *("--db_user=odoo", f"--db_host={primary.socket}", f"--db_port={primary.port}"),
        ]
        if replica:
            options += [f"--db_replica_host={replica.socket}", f"--db_replica_port={replica.port}"]
        runner = {
            "ODOO_QUEUE_JOB_CHANNELS": CHANNELS,
            "ODOO_QUEUE_JOB_HOST": "127.0.0.1",
            "ODOO_QUEUE_JOB_PORT": str(self.port),
        }
        with open(self.log, "a") as out:
            self.process = subprocess.Popen(
                command(addons_folder(), "server", *options),
                env=environment(**runner),
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._wait()

    def kill(self):
        """End all its processes at once, as a machine that fails does."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self):
        """Stop it as an administrator does; what has not ended after half a minute is killed."""
        if self.process:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(30)
        self.kill()

    def _wait(self):
        for _attempt in range(480):
            if self.process.poll() is not None:
                raise Stop(f"Odoo server {self.name} did not start; its log is {self.log}")
            with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                urllib.request.urlopen(f"{self.address}/web/login", timeout=60).close()
                return
            time.sleep(0.25)
        raise Stop(f"Odoo server {self.name} did not answer within two minutes; its log is {self.log}")
