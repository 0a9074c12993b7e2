"""Processes that are forks of the shell: workers that may be killed at any moment."""

import os
import signal
import time
import traceback

from odoo import sql_db

DONE, FAILED = 0, 3
# Seconds between two looks at a process, far below the time of any work.
_PAUSE = 0.01


class Worker:
    """A fork that calls ``function`` and ends, with :data:`DONE` or :data:`FAILED`."""

    def __init__(self, function):
        # A connection that two processes share is of use to neither.
        sql_db.close_all()
        self.status = None
        self.pid = os.fork()
        if not self.pid:
            os._exit(_status_of(function))

    def wait(self, seconds):
        """Wait for the end; return the status, None where it goes on after ``seconds``."""
        end = time.monotonic() + seconds
        while self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > end:
                break
            else:
                time.sleep(_PAUSE)
        return self.status

    def kill(self):
        """End it as a crash does: it can neither clean up nor roll back."""
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait(60)


def _status_of(function):
    try:
        function()
        return DONE
    except BaseException:
        traceback.print_exc()
        return FAILED
