"""Two Odoo servers and two PostgreSQL servers on this machine: one of each fails while leads come in.

Programs import, send mails and convert through both servers. One server is killed, then the primary is stopped and the
replica promoted; printed is what is lost, doubled or stuck at the end, and the share of reads that the replica served.
"""

import argparse
import contextlib
import os
import random
import shutil
import time

from _cluster.clients import Clients
from _cluster.nodes import Node
from _cluster.servers import Server
from _cluster.work import HOW_FAR, READS, STUCK, Work
from _database import files_of, odoo, script
from _place import MODULE, log_file
from _postgres import beside, run_as_owner, sql
from _progress import step
from _say import Stop, say
from _setup import set_up

ROWS, SHORT = 12_000, 4_000
# Parts of the imported rows after which a server is killed, and the replica promoted.
KILL_AT, PROMOTE_AT = 0.2, 0.5
READERS, ALONE, END = 2, 8, 900


def main(argv):
    parser = argparse.ArgumentParser(prog="dev cluster", description=__doc__)
    parser.add_argument("--rows", type=int, help=f"rows to import, {ROWS:,} by default; the other works follow from it")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000), help="of a run to repeat")
    parser.add_argument("--short", action="store_true", help=f"{SHORT:,} rows")
    options = parser.parse_args(argv)
    set_up()
    work = Work(options.rows or (SHORT if options.short else ROWS), options.seed)
    with contextlib.ExitStack() as stack:
        return run(work, options.seed, stack)


def run(work, seed, stack):
    """Run the cluster and print the table; return 1 where something is lost, doubled or stuck."""
    database = f"{MODULE}_cluster_{os.getpid()}"
    primary, replica = nodes(stack)
    stack.callback(shutil.rmtree, files_of(database), ignore_errors=True)
    key, lead_ids = filled(work, database)
    replica.copy(primary)
    stack.callback(replica.stop, "immediate")
    replica.start()
    primary.wait_for_replica()
    servers = [Server(name, database, log_file(f"cluster_{name}")) for name in ("one", "two")]
    for server in servers:
        stack.callback(server.kill)
        server.start(primary, replica)
    clients = Clients(servers, key)
    stack.callback(clients.is_over.set)
    for number in range(READERS):
        clients.start(clients.read, number, READS)
    with step("Reads alone", about=ALONE):
        alone = share_of_reads(primary, replica, database, lambda: time.sleep(ALONE))
    programs = Clients(servers, key)
    stack.callback(programs.is_over.set)
    for calls in (*work.imports(), work.mails_in(), work.conversions(lead_ids)):
        programs.start(programs.send, len(calls), calls)
    with step("A server is killed", detail=lambda: far(primary, database)):
        beside = share_of_reads(primary, replica, database, lambda: wait_for(primary, database, work.rows * KILL_AT))
        servers[0].kill()
    with step("The replica is promoted", detail=lambda: far(primary, database)):
        wait_for(primary, database, work.rows * PROMOTE_AT)
        started = time.monotonic()
        primary.stop("immediate")
        replica.promote()
        servers[1].stop()
        for server in reversed(servers):
            server.start(replica)
        away = time.monotonic() - started
    with step("The rest of the work", detail=lambda: far(replica, database)):
        programs.wait(END)
        stuck = wait_for_the_end(replica, database)
    clients.is_over.set()
    programs.is_over.set()
    return report(work, seed, replica, database, stuck, (alone, beside, away), (clients, programs))


def nodes(stack):
    """Return the primary, which runs, and the replica, whose data are not there yet; both are removed at the end."""
    folder = beside(f"cluster-{os.getpid()}")
    stack.callback(run_as_owner, "rm", "-rf", folder)
    primary, replica = Node(folder, "primary", 5432), Node(folder, "replica", 5433)
    primary.create()
    stack.callback(primary.stop, "immediate")
    primary.start()
    before = {name: os.environ.get(name) for name in primary.variables}
    os.environ.update(primary.variables)
    stack.callback(restore, before)
    return primary, replica


def restore(variables):
    """Set the variables of the environment to what they were; None for those that were not set."""
    for name, value in variables.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value


def filled(work, database):
    """Make ``database`` with the addon and what is converted; return the key of the programs and the ids of leads."""
    with step("Database with the addon", about=60):
        sql(f'CREATE DATABASE "{database}" TEMPLATE template0')
        for extension in ("pg_trgm", "pg_stat_statements"):
            sql(f"CREATE EXTENSION {extension}", database)
        odoo(database, "-i", f"queue_job,{MODULE}")
        said = script(database, work.start())
    key, *lead_ids = next(line for line in said.splitlines() if line.startswith("STARTED")).split()[1:]
    return key, list(map(int, lead_ids))


def share_of_reads(primary, replica, database, meanwhile):
    """Return the percentage of all SELECTs during ``meanwhile()`` that the replica served."""
    before = [node.count_selects(database) for node in (primary, replica)]
    meanwhile()
    mine, its = (node.count_selects(database) - old for node, old in zip((primary, replica), before, strict=True))
    return 100 * its / (mine + its or 1)


def far(node, database):
    """Return how many rows are imported, in words."""
    try:
        return f"{int(node.sql(HOW_FAR, database)):,} rows"
    except Stop:
        return "the database is away"


def wait_for(node, database, rows):
    """Wait until ``rows`` rows are imported, at most :data:`END` seconds."""
    end = time.monotonic() + END
    while int(node.sql(HOW_FAR, database)) < rows:
        if time.monotonic() > end:
            raise Stop(f"Only {far(node, database)} were imported in {END} s: see the servers' logs.")
        time.sleep(0.2)


def wait_for_the_end(node, database):
    """Wait until nothing is left to do, at most :data:`END` seconds; return how much is left."""
    end = time.monotonic() + END
    while (left := int(node.sql(STUCK, database))) and time.monotonic() < end:
        time.sleep(1)
    return left


def report(work, seed, node, database, stuck, measured, clients):
    """Print the table; return the exit code.

    :param measured: share of reads alone and beside the work (percent), seconds without a server at the promotion
    :param clients: those that read, and the programs
    """
    (alone, beside, away), (readers, programs) = measured, clients
    counts = work.count(node, database)
    say(f"{'':<18}{'sent':>8}{'lost':>7}{'doubled':>9}")
    for title, sent, lost, doubled in counts:
        say(f"{title:<18}{sent:>8,}{lost:>7,}{doubled:>9,}")
    say(f"Stuck jobs: {stuck}")
    say(f"Share of the replica: {alone:.0f} % of all SELECTs while users read, {beside:.0f} % beside imports and mails")
    say(f"Away for {away:.0f} s at the promotion; {programs.retries} calls sent again; {readers.reads:,} reads")
    say(f"Seed: {seed}")
    for line in dict.fromkeys(programs.refused):
        say(f"  refused: {line[:200]}")
    is_wrong = stuck or any(lost or doubled for _title, _sent, lost, doubled in counts)
    if is_wrong:
        say("Logs: " + ", ".join(str(server.log) for server in programs.servers))
    return 1 if is_wrong else 0
