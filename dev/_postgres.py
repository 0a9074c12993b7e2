"""A PostgreSQL server: the one that the user's PG… variables name, or a private cluster on a unix socket."""

import contextlib
import fcntl
import os
import pwd
import secrets
import shutil
import subprocess
from pathlib import Path

from _place import cache, digest, locked
from _progress import step
from _say import Stop
from _system import install

# Throw-away data: speed over surviving a power cut.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "512MB",
    "max_connections": "200",
    "max_wal_size": "4GB",
}


@contextlib.contextmanager
def server():
    """Serve while the block runs; the last command to leave stops what was started."""
    if os.environ.get("PGHOST") or os.environ.get("PGPORT"):
        yield
        return
    home = _home()
    with open(cache("locks", "postgres-users"), "w") as users:
        with locked("postgres"):
            _start(home)
            fcntl.flock(users, fcntl.LOCK_SH)
        os.environ.update(PGHOST=str(home / "run"), PGPORT="5432", PGUSER="odoo")
        try:
            yield
        finally:
            for name in ("PGHOST", "PGPORT", "PGUSER"):
                os.environ.pop(name, None)
            with locked("postgres"), contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _pg_ctl(home, "stop", "-m", "fast")


@contextlib.contextmanager
def private_server(name, settings):
    """Serve a new cluster of its own while the block runs, then delete it; no other command uses it.

    It is in memory where this user may mount that.

    :param dict settings: of PostgreSQL, which go before those of :data:`SETTINGS`
    :return: :class:`Private`
    """
    home = beside(name)
    run_as_owner("rm", "-rf", home)
    run_as_owner("mkdir", "-p", home)
    words = ["mount", "-t", "tmpfs", "-o", "size=3g,mode=777", "tmpfs", str(home)]
    in_memory = not subprocess.run(words, capture_output=True, check=False).returncode
    try:
        _create(home)
        _start_in(home, {**SETTINGS, **settings})
        yield Private(home)
    finally:
        _pg_ctl(home, "stop", "-m", "immediate")
        if in_memory:
            subprocess.run(["umount", "--lazy", str(home)], check=False)
        run_as_owner("rm", "-rf", home)


class Private:
    """Private cluster in the folder ``home``."""

    def __init__(self, home):
        self.home = home
        self.environment = {"PGHOST": str(home / "run"), "PGPORT": "5432", "PGUSER": "odoo"}
        # Command that restarts it as after a crash, and the account that may run it (None: the user's own).
        self.restart = [str(programs() / "pg_ctl"), "-D", str(home / "data"), "-w", "-l", str(home / "log")]
        self.restart += ["restart", "-m", "immediate"]
        self.owner = _owner()

    def folder(self, name):
        """Make and return a folder that belongs to the account of the server."""
        run_as_owner("mkdir", "-p", "-m", "755", self.home / name)
        return self.home / name


def sql(statement, database="postgres", variables=None):
    """Return what ``statement`` prints in ``database``, unaligned; stop with PostgreSQL's own words.

    :param dict variables: PG… variables of another server than that of :func:`server`
    """
    words = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement]
    env = dict(os.environ, **variables or {})
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=env)
    if done.returncode:
        raise Stop(f"PostgreSQL refused: {done.stderr.strip().splitlines()[0]}")
    return done.stdout.strip()


def programs():
    """Return the folder of initdb and pg_ctl, which Debian keeps off the PATH."""

    def newest():
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
        on_path = shutil.which("initdb")
        return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None

    if not newest():
        with step("PostgreSQL from Debian", about=15):
            install(["postgresql"], "PostgreSQL")
    if not newest():
        raise Stop("PostgreSQL is installed without its server programs: install the package postgresql.")
    return newest()


def _owner():
    """Return the account that runs the server, None for the user's own: PostgreSQL refuses to run as root."""
    return "postgres" if os.geteuid() == 0 else None


def _home():
    programs()
    if not _owner():
        return cache("postgres")
    # root's own cache folder is closed to the account postgres.
    return Path(pwd.getpwnam(_owner()).pw_dir, f"l10n_vn_crm-{digest(cache())}")


def beside(name):
    """Return the folder of a private cluster ``name`` beside that of the shared one."""
    home = _home()
    return home.with_name(f"{home.name}-{name}") if _owner() else cache(f"postgres-{name}")


def run_as_owner(*words):
    """Run a program as the account of the server; return its :class:`subprocess.CompletedProcess`."""
    return subprocess.run(
        [str(word) for word in words],
        user=_owner(),
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ, LC_ALL="C"),
        extra_groups=[] if _owner() else None,
    )


def _pg_ctl(home, *arguments):
    return run_as_owner(programs() / "pg_ctl", "-D", home / "data", "-w", "-l", home / "log", *arguments)


def prepare():
    """Make the cluster, unless it is there or the user named a server."""
    if not (os.environ.get("PGHOST") or os.environ.get("PGPORT")):
        with locked("postgres"):
            _make(_home())


def _make(home):
    """Make the cluster of this cache folder: where the folder is another than that of the cluster, anew."""
    token, mark = cache("postgres-token"), home / "token"
    if not token.exists():
        token.write_text(secrets.token_hex())
    if mark.exists() and mark.read_text() != token.read_text():
        # The cache folder was removed. Databases without their files would answer each picture with an error.
        _pg_ctl(home, "stop", "-m", "immediate")
        run_as_owner("rm", "-rf", home / "data")
    if not (home / "data/PG_VERSION").exists():
        with step("PostgreSQL cluster", about=3):
            _create(home)
    mark.write_text(token.read_text())


def _start(home):
    if len(str(home / "run")) > 90:
        raise Stop(f"The socket path {home}/run is too long for PostgreSQL: point XDG_CACHE_HOME at a shorter folder.")
    _make(home)
    if _pg_ctl(home, "status").returncode:
        _start_in(home, SETTINGS)


def _start_in(home, settings):
    options = " ".join(f"-c {name}={value!r}" for name, value in settings.items())
    started = _pg_ctl(home, "start", "-o", f"-k {home}/run {options}")
    if started.returncode:
        raise Stop(f"PostgreSQL did not start; its log is {home}/log: {started.stderr.strip()[-200:]}")


def _create(home):
    half = home / "data.half"
    run_as_owner("rm", "-rf", half)
    run_as_owner("mkdir", "-p", "-m", "700", home, home / "run")
    made = run_as_owner(
        programs() / "initdb", "-D", half, "-U", "odoo", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"
    )
    if made.returncode:
        raise Stop(f"PostgreSQL's initdb failed: {made.stderr.strip()[-200:]}")
    run_as_owner("mv", half, home / "data")
