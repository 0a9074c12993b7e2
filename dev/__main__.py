"""Developer commands of the addon: ``python3 dev VERB``.

Plain Python standard library; whatever else a verb needs it fetches into a cache folder outside the checkout.
"""

import importlib
import signal
import sys

from _say import Stop, fail

VERBS = {
    "run": "Odoo with the addon, Vietnamese and demo data, in your browser",
    "test": "every test in both profiles, or the part that matches a KEYWORD",
    "lint": "style of Python, XML and translations; --fix mends what can be mended",
    "pot": "export the translation template and bring i18n/vi.po up to date",
    "shell": "a Python prompt inside the database of `run`",
    "bench": "the addon beside native Odoo on the same work; bench scale: its screens among a million leads;"
    " bench understanding: what it reads right and wrong",
    "load": "thirty people at work over HTTP beside an import and mails: response times beside native Odoo's, errors",
    "soak": "an hour of mixed work by people of two companies; every minute invariants are asked of the database",
    "shots": "screenshots of the addon's screens in Vietnamese; --guide renews those of the guide",
    "readme": "build README and the page in Odoo's Apps from the fragments in readme/",
    "access": "the tables of rights in doc/security.rst, from tests/house/access.csv",
    "cluster": "two Odoo and two PostgreSQL servers, one of each fails: what is lost, doubled or stuck",
    "map": "the rooms of the code and the calls between them, printed and drawn into doc/map.svg",
    "faults": "kills, restarts, full disks and conflicts while the addon works: what was lost, doubled or stuck",
    "upstream": "Odoo's own CRM tests without and with the addon",
}


def main(argv):
    if sys.version_info < (3, 10):  # noqa: UP036 - this line is for those who have an older one
        return fail(
            f"Python 3.10 or newer is needed, this is {sys.version.split()[0]}: apt-get install python3 on Debian 12."
        )
    if not argv or argv[0] not in VERBS:
        print("usage: python3 dev VERB [options]\n")
        for verb, purpose in VERBS.items():
            print(f"  {verb:<9} {purpose}")
        return 0 if argv and argv[0] in ("-h", "--help") else 2
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return importlib.import_module(argv[0]).main(argv[1:])
    except Stop as stop:
        return fail(str(stop))
    except OSError as error:
        if error.errno == 28:
            return fail(
                f"The disk is full ({error.filename or 'cache folder'}): free 4 GB, or point "
                "XDG_CACHE_HOME at a larger disk."
            )
        raise
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130


def _interrupt(_signal, _frame):
    """Handle a signal to end like Ctrl-C, so that the command cleans up."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
