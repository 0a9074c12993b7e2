"""The table of rights, executed within this process and over JSON-2: ``access.py`` says what its cells mean."""

import importlib
import json
import sys
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ..http_case import CountedHttpCase
from .access import CODES, COLUMNS, MODULE, OPERATIONS, AccessCase, as_line, code_of

# The developer commands are no package of the addon.
with patch.object(sys, "path", [str(Path(__file__).parents[2] / "dev"), *sys.path]):
    page = importlib.import_module("access")
# Of the leads, contacts and lists that the calls of methods are about.
NAMES = ("Thị Lan", "Chị Lan", "Nguyễn Văn An", "Trần Thị Hà", "912 345 678", "912345678", "thuyta", "Sao Mai")
# Methods that answer with counts or lists, whoever asks.
COUNTING = (
    ("crm.lead", "l10n_vn_count_lists"),
    ("crm.lead", "l10n_vn_lookup"),
    ("crm.lead", "l10n_vn_who_has"),
    ("crm.lead.manager.report", "get_report"),
    ("crm.lead.manager.report", "get_trials"),
    ("crm.lead.my.day", "get_day"),
)


@tagged("post_install", "-at_install")
class TestAccessPage(BaseCase):
    def test_page_shows_the_table(self):
        self.assertFalse(page.stale())


@tagged("post_install", "-at_install")
class TestAccess(AccessCase):
    def assertTable(self, kind, found):
        """Check the rows of one kind; what is wrong is listed as lines for the file.

        :param found: {name: {column: cell}}
        """
        table = {name: cells for (of, name), cells in self.table.items() if of == kind}
        wrong = [as_line(kind, name, cells) for name, cells in found.items() if table.get(name) != cells]
        wrong += [f"{kind},{name}: is no longer there" for name in table.keys() - found.keys()]
        self.assertFalse(wrong, "\n".join(["tests/house/access.csv says otherwise:", *wrong]))

    def records_of(self, *models):
        """Return {xml id: record} of the addon's records of ``models``."""
        data = self.env["ir.model.data"].search([("module", "=", MODULE), ("model", "in", models)], order="name")
        return {one.name: self.env[one.model].browse(one.res_id) for one in data}

    def test_methods(self):
        found = {}
        for place in self.tried_methods():
            found[".".join(place)] = self.undone(lambda place=place: self.cells_of_method(place))
            if {*found[".".join(place)].values()} - {"yes"}:
                self.add_own(place, found[".".join(place)])
        self.assertTable("method", found)

    def cells_of_method(self, place):
        ids, context, arguments = self.capture(place)

        def ask(column):
            return self.cell(column, self.ask(column, *place, ids, context, **arguments))

        return {column: self.undone(lambda column=column: ask(column)) for column in COLUMNS}

    def add_own(self, place, cells):
        """Try the method on what each person has made, where it was refused on what another has."""
        for column in COLUMNS[1:-1]:
            if cells[column] in ("no", "none", "open"):
                cell = self.undone(lambda column=column: self.cell_of_own(column, place))
                is_more = cell == "yes" or cell == "open" and cells[column] != "open"
                cells[column] = "own" if is_more else cells[column]

    def cell_of_own(self, column, place):
        try:
            ids, context, arguments = self.capture(place, self.people[column])
        except AccessError:
            return "no"
        return self.cell(column, self.ask(column, *place, ids, context, **arguments))

    def test_other_companies_are_not_counted(self):
        calls = {place: self.undone(lambda place=place: self.capture(place)[2]) for place in COUNTING}
        for place in COUNTING[3:5]:
            calls[place] = {"options": {"period": "week"}}

        def ask():
            self.env.flush_all()
            self.env.invalidate_all()
            return {place: self.ask("elsewhere", *place, **arguments) for place, arguments in calls.items()}

        before = ask()
        self.new_lead(user_id=False)
        self.on_trial()
        self.converted_lead()
        self.recalled()
        for place, answer in ask().items():
            with self.subTest(place):
                self.assertNotIsInstance(answer, Exception)
                self.assertEqual(answer, before[place])

    def test_menus(self):
        menus = self.records_of("ir.ui.menu")
        seen = {
            column: self.menus_seen(self.ask(column, "ir.ui.menu", "load_menus", debug=False)) for column in COLUMNS
        }
        found = {
            name: {column: "yes" if menu.id in seen[column] else "no" for column in COLUMNS}
            for name, menu in menus.items()
        }
        self.assertTable("menu", found)

    def test_actions(self):
        actions = self.records_of(
            "ir.actions.act_window", "ir.actions.server", "ir.actions.client", "ir.actions.report"
        )
        found = {
            name: {column: "yes" if self.may_run(self.people[column], action) else "no" for column in COLUMNS}
            for name, action in actions.items()
        }
        self.assertTable("action", found)

    def may_run(self, user, action):
        groups = action.group_ids if "group_ids" in action._fields else self.env["res.groups"]
        if groups and not groups & user.all_group_ids:
            return False
        if action._name == "ir.actions.client":  # what it shows comes by the methods of the table
            return user._is_internal()
        if action._name == "ir.actions.server":
            return bool(groups) or self.env[action.model_id.model].with_user(user).has_access("write")
        return self.env[action.res_model].with_user(user).has_access("read")

    def test_fields(self):
        found = {}
        for name, model in sorted(self.env.registry.items()):
            for field in model._fields.values():
                if field.groups and MODULE in (field._modules or ()) and not field.inherited:
                    found[f"{name}.{field.name}"] = {
                        column: "yes" if self.may_read(column, name, field.name) else "no" for column in COLUMNS
                    }
        self.assertTable("field", found)

    def may_read(self, column, model, name):
        answer = self.ask(column, model, "search_read", domain=[("id", "=", 0)], fields=[name])
        return not isinstance(answer, AccessError)

    def test_models(self):
        found = {}
        for name, sample in self.samples().items():
            for operation in OPERATIONS:
                found[f"{name}.{operation}"] = {
                    column: self.cell_of_model(sample.with_user(self.people[column]), operation) for column in COLUMNS
                }
        self.assertTable("model", found)

    def cell_of_model(self, sample, operation):
        if not sample.browse().has_access(operation):
            return "no"
        return "yes" if sample.has_access(operation) else "own"


@tagged("post_install", "-at_install")
class TestAccessOverJson2(AccessCase, CountedHttpCase):
    """The same table for programs with a key, and for who has none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        keys, until = cls.env["res.users.apikeys"], datetime.now() + timedelta(days=1)
        cls.keys = {
            column: keys.with_user(user)._generate("rpc", "test", until)
            for column, user in cls.people.items()
            if column != "public"
        }

    def call(self, column, model, method, /, **arguments):
        """Return (status, content) of a call of ``model``'s ``method``."""
        headers = {"Content-Type": "application/json"}
        if column != "public":
            headers["Authorization"] = f"bearer {self.keys[column]}"
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_actions"):
            answer = self.url_open(f"/json/2/{model}/{method}", data=json.dumps(arguments), headers=headers)
        return answer.status_code, answer.json()

    def assertRefused(self, column, status, error):
        self.assertEqual(status, 401 if column == "public" else 403, error)
        self.assertNotIn("Traceback", error["message"])

    def test_methods(self):
        for place in self.tried_methods():
            self.undone(lambda place=place: self.try_method(place, self.table["method", ".".join(place)]))

    def try_method(self, place, cells):
        ids, context, arguments = self.capture(place)
        is_of_model = hasattr(self.methods[place], "_api_model")  # takes no ids over JSON-2: everybody asks of theirs
        if ids and not is_of_model:
            arguments = {"ids": ids, **arguments}
        arguments = {"context": context, **arguments}
        for column in COLUMNS:
            status, answer = self.undone(lambda column=column: self.call(column, *place, **arguments))
            with self.subTest(place, person=column, answer=str(answer)[:200]):
                asked = "manager" if column == "elsewhere" and ids and is_of_model else column
                cell = "no" if column == "public" else cells[asked]
                wanted = {"open": {"yes"}, "own": {"no", "none"}}.get(cell, {cell})
                if cell == "own" and isinstance(answer, dict) and "res_model" in answer:
                    wanted = {"yes"}  # an action, which shows nothing of what others have
                self.assertIn(cell_of(status, answer), wanted)
                if column == "elsewhere":
                    self.assertTellsNothing(answer)

    def assertTellsNothing(self, answer):
        """Check that an answer to the second company names nobody of the first one."""
        told = json.dumps(answer, ensure_ascii=False)
        for name in NAMES:
            self.assertNotIn(name, told)

    def test_menus(self):
        table = {name: cells for (kind, name), cells in self.table.items() if kind == "menu"}
        ids = {name: self.env.ref(f"{MODULE}.{name}").id for name in table}
        for column in COLUMNS[1:]:
            status, answer = self.call(column, "ir.ui.menu", "load_menus", debug=False)
            seen = self.menus_seen(answer) if status == 200 else set()
            for name, cells in table.items():
                with self.subTest(menu=name, person=column):
                    self.assertEqual(ids[name] in seen, cells[column] == "yes")

    def test_fields(self):
        for (kind, place), cells in self.table.items():
            model, _dot, name = place.rpartition(".")
            if kind == "field":
                for column in COLUMNS:
                    status, answer = self.call(column, model, "search_read", domain=[["id", "=", 0]], fields=[name])
                    with self.subTest(field=place, person=column):
                        if cells[column] == "yes":
                            self.assertEqual((status, answer), (200, []))
                        else:
                            self.assertRefused(column, status, answer)

    def test_models(self):
        for name, sample in self.samples().items():
            for column in COLUMNS:
                with self.subTest(model=name, person=column):
                    self.try_model(
                        column, sample, {of: self.table["model", f"{name}.{of}"][column] for of in OPERATIONS}
                    )

    def try_model(self, column, sample, cells):
        status, answer = self.call(column, sample._name, "search", domain=[["id", "in", sample.ids]])
        if cells["read"] == "no":
            self.assertRefused(column, status, answer)
        else:
            self.assertEqual((status, answer), (200, sample.ids if cells["read"] == "yes" else []))
        for operation, arguments in (("write", {"vals": {}}), ("unlink", {})):
            if sample and cells[operation] != "yes":
                call = partial(self.call, column, sample._name, operation, ids=sample.ids, **arguments)
                self.assertRefused(column, *self.undone(call))


def cell_of(status, answer):
    """Return what an answer over JSON-2 means, as a cell of the table."""
    if status in (401, 403, 404):
        return "none" if status == 404 else "no"
    if status == 422:
        return CODES.get((answer.get("context") or {}).get("code"), "yes")
    if status != 200:
        return str(status)
    return CODES.get(code_of(answer)) or ("none" if answer in (False, [], {}) else "yes")
