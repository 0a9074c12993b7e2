"""Make the tables of rights in doc/security.rst from tests/house/access.csv."""

import argparse
import csv
from collections import defaultdict

from _place import CHECKOUT
from _say import Stop, say

TABLE, PAGE = CHECKOUT / "tests/house/access.csv", CHECKOUT / "doc/security.rst"
BEGIN, END = ".. begin: python3 dev access", ".. end: python3 dev access"
HEADS = {
    "method": "Methods",
    "menu": "Menus",
    "action": "Actions",
    "field": "Fields of which only some groups know",
}
OPERATIONS = {"read": "r", "write": "w", "create": "c", "unlink": "d"}


def main(argv):
    parser = argparse.ArgumentParser(prog="dev access", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail where the page is out of date")
    options = parser.parse_args(argv)
    if options.check:
        complaints = stale()
        for line in complaints:
            say(line)
        return 1 if complaints else 0
    PAGE.write_text(build(), encoding="utf-8")
    say(f"Written: {PAGE.relative_to(CHECKOUT)}")
    return 0


def stale():
    """Return a line where the page says another thing than the table."""
    name = PAGE.relative_to(CHECKOUT)
    return [] if PAGE.read_text(encoding="utf-8") == build() else [f"{name} is out of date: python3 dev access"]


def build():
    """Return the text of the page with its tables made anew."""
    before, begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise Stop(f"{PAGE.relative_to(CHECKOUT)} has no lines “{BEGIN}” and “{END}”: restore them.")
    return f"{before}{BEGIN}\n\n{_tables()}\n{END}{after}"


def _tables():
    with open(TABLE, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, roles = list(reader), reader.fieldnames[2:]
    models = defaultdict(lambda: dict.fromkeys(roles, ""))
    for row in rows:
        if row["kind"] == "model":
            model, _dot, operation = row["name"].rpartition(".")
            letter = OPERATIONS[operation]
            for role in roles:
                models[model][role] += {"yes": letter.upper(), "own": letter}.get(row[role], "")
    parts = [_table("Models", roles, models.items())]
    heads = [*HEADS.items(), *((f"full {kind}", f"{head}, with companions") for kind, head in HEADS.items())]
    for kind, head in heads:
        cells = [(row["name"], {role: row[role] for role in roles}) for row in rows if row["kind"] == kind]
        if cells:
            parts.append(_table(head, roles, cells))
    return "\n".join(parts)


def _table(head, roles, rows):
    lines = [[f"``{name}``", *(_shown(cells[role]) for role in roles)] for name, cells in rows]
    widths = [max(map(len, column)) for column in zip([head, *roles], *lines, strict=True)]
    rule = " ".join("=" * width for width in widths)
    shown = [" ".join(map(str.ljust, line, widths)).rstrip() for line in ([head, *roles], *lines)]
    return "\n".join([rule, shown[0], rule, *shown[1:], rule, ""])


def _shown(cell):
    return "-" if cell in ("no", "") else cell
