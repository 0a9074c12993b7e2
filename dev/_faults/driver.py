"""Runs the cases that the command has chosen; prints a row for each case and kind of fault."""

import json
import random
import sys
from importlib import import_module
from pathlib import Path

from . import CASES, MARK, care, conversions, imports, mails, picture, privacy, serialisation
from .disks import Disk
from .kinds import KINDS, calm
from .lab import Lab

_CASES = (
    imports.Foreground,
    imports.Background,
    conversions.Steps,
    conversions.Job,
    mails.MailPipe,
    care.Recall,
    care.Sharing,
    imports.Undo,
    privacy.Erase,
    imports.FailedRows,
)
_REQUESTS = (serialisation.SmallImport, serialisation.SmallConversion)
# A fault that comes after the end of the work is drawn again, at most so often.
_DRAWS = 4


def main(env, plan):
    """Run what ``plan`` says; end the process when done: the shell would close a connection that is closed already.

    :param dict plan: ``cases``, ``faults``, ``seed``, ``tries``, ``short``, ``folder``, ``restart``, ``owner``,
        ``port``, ``tablespace``, ``disk`` (folder of the small disk of the database, empty without), ``no_disk`` (why)
    """
    database = env.cr.dbname
    env.cr.rollback()
    env.cr.close()
    lab = Lab(database, Path(plan["folder"]), plan)
    if plan["disk"]:
        lab.files_disk, lab.database_disk = Disk(lab.files), Disk(plan["disk"])
    kinds = {kind.name: kind for kind in _CASES}
    for case in (kinds[name]() for name in CASES if name in plan["cases"]):
        if faults := [fault for fault in case.faults if fault in plan["faults"]]:
            _run_case(lab, case, faults)
    requests = _REQUESTS if "serialisation" in plan["faults"] else ()
    for case in (kind() for kind in requests if kind.name in plan["cases"]):
        chance = random.Random(f"{plan['seed']} {case.name} serialisation")
        row = serialisation.try_points(lab, case, chance, plan["short"])
        _print(case=case.name, title=case.title, fault="serialisation", **row)


def _run_case(lab, case, faults):
    for module, values in case.small_steps.items():
        for name, value in values.items():
            setattr(import_module(f"odoo.addons.l10n_vn_crm.models.{module}"), name, value)
    lab.prepare(case)
    lab.renew()
    size, free = lab.size(), lab.files_disk.free() if lab.plan["disk"] else 0
    seconds, ended = calm(lab, case)
    if not ended or lab.look_at(case.is_unfinished):
        raise RuntimeError(f"{case.title} does not end even without a fault")
    wanted = lab.look_at(picture.take)
    lab.database_growth = max(lab.size() - size, 0)
    lab.files_growth = free - lab.files_disk.free() if lab.plan["disk"] else 0
    for fault in faults:
        if fault in ("files", "database") and not lab.plan["disk"]:
            _print(case=case.name, title=case.title, fault=fault, tries=0, why=lab.plan["no_disk"])
            continue
        row = {"tries": 0, "lost": 0, "doubled": 0, "stuck": 0, "examples": [], "shown": []}
        for number in range(lab.plan["tries"]):
            _try(lab, case, fault, number, seconds, wanted, row)
        _print(case=case.name, title=case.title, fault=fault, seconds=round(seconds, 1), **row)


def _try(lab, case, fault, number, seconds, wanted, row):
    chance = random.Random(f"{lab.plan['seed']} {case.name} {fault} {number}")
    for _draw in range(_DRAWS):
        hit, ended = KINDS[fault](lab, case, chance, seconds)
        if hit:
            break
    unfinished = lab.look_at(case.is_unfinished)
    lost, doubled, examples = picture.compare(wanted, lab.look_at(picture.take))
    row["tries"] += hit
    row["lost"] += lost
    row["doubled"] += doubled
    row["stuck"] += bool(unfinished or not ended)
    row["examples"] += [f"try {number + 1}: {example}" for example in examples]
    row["shown"] += [*lab.client.shown()[:3], f"→ {lab.look_at(case.words)}"]


def _print(**row):
    sys.stdout.write(f"{MARK}{json.dumps(row)}\n")
    sys.stdout.flush()
