"""Programs that work with the cluster: each sends what it has until a server has answered, as programs should."""

import http.client
import json
import threading
import time
import urllib.error
import urllib.request

# Seconds after which a program sends again what no server has answered.
PATIENCE = 60


class Clients:
    """Threads that call the servers in turn; what fails is sent to the next server."""

    def __init__(self, servers, key):
        self.servers, self.key = servers, key
        self.is_over, self.retries, self.reads, self.refused = threading.Event(), 0, 0, []
        self._threads, self._lock = [], threading.Lock()

    def start(self, work, *arguments):
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def wait(self, seconds):
        """Wait until all threads are done; return whether they are."""
        end = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(end - time.monotonic(), 0))
        return not any(thread.is_alive() for thread in self._threads)

    def send(self, first, calls):
        """Make ``calls``, (path, dict of arguments), one after the other, each until it is answered.

        :param int first: number of the server to begin with
        """
        for number, (path, arguments) in enumerate(calls, first):
            while not self.is_over.is_set() and not self._is_answered(number, path, arguments):
                with self._lock:
                    self.retries += 1
                number += 1
                time.sleep(0.5)

    def read(self, first, calls):
        """Make ``calls`` again and again until the end."""
        number = first
        while not self.is_over.is_set():
            path, arguments = calls[number % len(calls)]
            if self._is_answered(number // len(calls) + first, path, arguments):
                with self._lock:
                    self.reads += 1
            else:
                time.sleep(0.5)
            number += 1

    def _is_answered(self, number, path, arguments):
        server = self.servers[number % len(self.servers)]
        request = urllib.request.Request(
            f"{server.address}/json/2/{path}",
            json.dumps(arguments).encode(),
            {"Authorization": f"bearer {self.key}", "Content-Type": "application/json"},
        )
        try:
            urllib.request.urlopen(request, timeout=PATIENCE).read()
            return True
        except urllib.error.HTTPError as error:
            with self._lock:
                self.refused.append(f"{path}: {error.code} {error.read()[:300]!r}")
        except (OSError, http.client.HTTPException):
            pass  # the server is away
        return False
