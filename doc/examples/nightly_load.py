"""A nightly load: a list of another system comes in in the background, and a list of what did not.

    python3 nightly_load.py customers.csv

The column ``external_id`` is the number of a row in the other system. A load that breaks off, or that two machines
start, is simply started again: rows that came in are answered again. Set ODOO_URL, ODOO_DATABASE, ODOO_LOGIN and
ODOO_KEY. It speaks XML-RPC, as many programs of today do.
"""

import csv
import http.client
import os
import sys
import time
import xmlrpc.client
from collections import Counter
from pathlib import Path

TRIES = 6
PAUSE = float(os.environ.get("ODOO_PAUSE", "5"))
URL, DATABASE, LOGIN, KEY = (os.environ[f"ODOO_{name}"] for name in ("URL", "DATABASE", "LOGIN", "KEY"))
# Faults that say no; the sentence of 2 ends with the code of the reason, as in "… [code=too_many_rows, field=rows]".
REFUSED = (2, 3, 4)


def remote(service, method, *arguments):
    """Call Odoo over XML-RPC, and again where no answer came."""
    for number in range(TRIES):
        if number:
            time.sleep(PAUSE * 2 ** (number - 1))
        try:
            with xmlrpc.client.ServerProxy(f"{URL}/xmlrpc/2/{service}", allow_none=True) as server:
                return getattr(server, method)(*arguments)
        except xmlrpc.client.Fault as fault:
            if fault.faultCode in REFUSED and "[code=busy]" not in fault.faultString:
                sys.exit(fault.faultString)
        except (OSError, http.client.HTTPException, xmlrpc.client.Error):
            pass  # no connection, no answer, or half of one
    sys.exit("Odoo does not answer: start the load again later.")


def call(verb, **arguments):
    return remote("object", "execute_kw", DATABASE, user_id, KEY, "crm.lead", verb, [], arguments)


def load(rows, source):
    """Start the import of ``rows``, wait for its end, and return the answer to each row, in their order."""
    started = call("l10n_vn_intake_start", rows=rows, source=source)
    answers = {error["index"]: {"outcome": "failed", "error": error} for error in started["errors"]}
    seen = 0
    while True:
        status = call("l10n_vn_import_status", import_id=started["import_id"], after_row=seen)
        answers |= {row["index"]: row for row in status["rows"]}
        seen = max([seen, *(row["row"] for row in status["rows"])])
        if not status["rows"] and status["state"] not in ("waiting", "running"):
            break
        if not status["rows"]:
            time.sleep(PAUSE)
    if status["state"] != "done":
        print(f"The import is {status['state']}: {status['error']}", file=sys.stderr)
    left_out = {"outcome": "failed", "error": {"message": status["error"]}}
    return [answers.get(index, left_out) for index in range(len(rows))]


if __name__ == "__main__":
    path = Path(sys.argv[1])
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    user_id = remote("common", "authenticate", DATABASE, LOGIN, KEY, {})
    answers = load(rows, source=path.stem)
    failed = [
        {**row, "Lý do": answer["error"]["message"]}
        for row, answer in zip(rows, answers, strict=True)
        if answer["outcome"] == "failed"
    ]
    with path.with_suffix(".failed.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "Lý do"])
        writer.writeheader()
        writer.writerows(failed)
    counts = Counter(answer["outcome"] for answer in answers)
    print(*(f"{outcome}: {count}" for outcome, count in sorted(counts.items())), sep="\n")
    sys.exit(1 if failed else 0)
