"""Who may what: models, public methods, menus, actions and guarded fields of the addon, asked by people of each role.

``access.csv`` beside this file has a row for each of them and a column for each role; ``python3 dev access`` makes the
tables of ``doc/security.rst`` from it.

=========  =============================================================================================
``yes``    allowed, also on what a colleague has made or is responsible for
``own``    allowed on what the person has made or is responsible for, refused on what colleagues have
``open``   answered with an action of the web client, which shows nothing to this person
``none``   answered as if the record were not there
``no``     refused: an access error, 403 over JSON-2, 401 for who has no key
=========  =============================================================================================

A row whose kind begins with ``full`` is of databases with the companion modules: what is there only with them, or what
they answer otherwise.
"""

import csv
import inspect
from pathlib import Path
from unittest import SkipTest
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.tests import new_test_user
from odoo.tools.safe_eval import safe_eval

from .test_public_methods import PublicMethodsCase

TABLE = Path(__file__).with_name("access.csv")
ROLES = {
    "portal": "base.group_portal",
    "internal": "base.group_user",
    "own": "sales_team.group_sale_salesman",
    "all": "sales_team.group_sale_salesman_all_leads",
    "manager": "sales_team.group_sale_manager",
    "administrator": "base.group_system",
}
# Columns of the table: the last is the manager of a second company, who asks about records of the first one.
COLUMNS = ("public", *ROLES, "elsewhere")
OPERATIONS = ("read", "write", "create", "unlink")
MODULE = "l10n_vn_crm"
# Methods that answer alike to everybody while a companion is missing: they have a row with the companions only.
NEEDS = {("crm.lead", "action_l10n_vn_quote"), ("crm.lead", "action_l10n_vn_mass_mail")}
COMPANIONS = {"website_crm", "sale_crm", "mass_mailing_crm"}
WITH_COMPANIONS = "full "
# Codes of the verbs, as cells.
CODES = {"no_access": "no", "unknown_record": "none", "not_found": "none", "no_record": "no"}


class Captured(BaseException):
    """The call that was about to be made: no ``except Exception`` of the code stops it."""


def read_table(is_full):
    """Return {(kind, name): {column: cell}}, with the companion modules or without."""
    with open(TABLE, encoding="utf-8", newline="") as file:
        rows = {(row["kind"], row["name"]): {name: row[name] for name in COLUMNS} for row in csv.DictReader(file)}
    full = {place: cells for place, cells in rows.items() if place[0].startswith(WITH_COMPANIONS)}
    added = {(kind.removeprefix(WITH_COMPANIONS), name): cells for (kind, name), cells in full.items()}
    return {place: cells for place, cells in rows.items() if place not in full} | (added if is_full else {})


def as_line(kind, name, cells):
    """Return a row as the line of the file."""
    return ",".join([kind, name, *(cells[column] for column in COLUMNS)])


def code_of(answer):
    """Return the code with which a verb refused all leads or rows that it was asked about, '' where it did not."""
    if isinstance(answer, Exception):
        return (getattr(answer, "context", None) or {}).get("code", "")
    errors = [one.get("error") for one in answer if isinstance(one, dict)] if isinstance(answer, list) else []
    codes = {error["code"] for error in errors if isinstance(error, dict) and "code" in error}
    return codes.pop() if len(codes) == 1 else ""


class AccessCase(PublicMethodsCase):
    """People of each role in ``people``, {column: user}; what they are asked about belongs to an administrator."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        installed = COMPANIONS & set(cls.env["ir.module.module"]._installed())
        if installed and installed != COMPANIONS:
            raise SkipTest("the table is of the addon alone, and of the addon with all companions")
        cls.is_full = bool(installed)
        cls.table = read_table(cls.is_full)
        cls.company = cls.env.company
        cls.team.company_id = cls.company
        cls.second = cls.env["res.company"].create({"name": "Công ty Bến Thành"})
        cls.people = {"public": cls.env.ref("base.public_user")}
        for role, groups in ROLES.items():
            cls.people[role] = cls.new_person(f"{role}.day", groups, cls.company)
        cls.people["elsewhere"] = cls.new_person("manager.kia", ROLES["manager"], cls.second)
        # There is something in the pipeline of all, with demo data and without.
        values = {"name": "Cửa sổ", "type": "opportunity", "user_id": cls.admin.id, "company_id": cls.company.id}
        cls.env["crm.lead"].create(values)

    @classmethod
    def new_person(cls, login, groups, company):
        values = {"company_id": company.id, "company_ids": [Command.set(company.ids)]}
        return new_test_user(cls.env, login, groups, lang="en_US", **values)

    # What calls() needs, whoever calls: rights that its method does not ask for are not the caller's own.

    def lead(self, **values):
        return super().lead(**{"company_id": self.company.id, **values})

    def excused(self):
        lead = self.new_lead()
        self.tick(lead.sudo(), self.need)
        lead.with_user(self.people["manager"]).l10n_vn_let_pass("Khách quen")
        return lead

    def rejected_mail(self):
        values = {"name": "Trả lời tự động", "reason": "auto_reply", "company_id": self.company.id}
        return self.env["crm.lead.mail.rejected"].create(values).with_user(self.admin)

    def recall_rule(self):
        values = {"name": "30 ngày", "team_id": self.team.id, "limit": 30, "unit": "days", "warning": 0}
        rule = self.env["crm.lead.recall.rule"].create(values)
        return self.as_admin(rule._name).browse(rule.id)

    def webhook(self):
        hook = self.env["crm.lead.webhook"].with_user(self.people["manager"]).create({"name": "Trang đích"})
        return self.as_admin(hook._name).browse(hook.id)

    def capture(self, place, user=None):
        """Return (ids, context, arguments) of a call of :meth:`calls`, whose records ``user`` has made.

        :param user: the administrator of the first company by default
        :raise AccessError: where ``user`` may not make them
        """
        model, name = place

        def stop(records, *args, **kwargs):
            bound = inspect.signature(self.methods[place]).bind(records, *args, **kwargs)
            raise Captured(records, dict(list(bound.arguments.items())[1:]))

        with patch.object(type(self), "admin", user or self.admin), patch.object(self.registry[model], name, stop):
            try:
                self.calls()[place]()
            except Captured as captured:
                records, arguments = captured.args
        self.env.flush_all()
        self.env.invalidate_all()
        return records.ids, dict(records.env.context), arguments

    def ask(self, column, model, name, ids=(), context=None, /, **arguments):
        """Return what a person is answered within this process; an exception is an answer."""
        records = self.env[model].with_user(self.people[column]).with_context(**(context or {})).browse(ids)
        try:
            return getattr(records, name)(**arguments)
        except (UserError, MissingError) as error:  # access errors are among them
            return error

    def cell(self, column, answer):
        """Return what ``answer`` means, as a cell of the table; ``own`` is none of it."""
        if isinstance(answer, AccessError):
            return "no"
        if isinstance(answer, MissingError):
            return "none"
        if code := CODES.get(code_of(answer)):
            return code
        if answer in (False, [], {}):
            return "none"
        if isinstance(answer, dict) and "res_model" in answer and not self.shows(column, answer):
            return "open"
        return "yes"  # other user errors are about the state of a record: the person was let in

    def shows(self, column, action):
        """Return whether the person sees records in what an action of the web client opens, or may create some."""
        records = self.env[action["res_model"]].with_user(self.people[column])
        if not records.has_access("read"):
            return False
        if action.get("res_id"):
            return records.browse(action["res_id"]).has_access("read")
        domain = action.get("domain")
        if action.get("target") == "new" or not domain:
            return records.has_access("create")
        domain = safe_eval(domain, {"uid": records.env.uid}) if isinstance(domain, str) else domain
        try:
            return bool(records.with_context(active_test=False).search_count(domain, limit=1))
        except AccessError:  # of a model that the domain reaches
            return False

    def undone(self, work):
        """Return ``work()``, whose changes are rolled back."""
        with self.cr.savepoint() as savepoint:
            answer = work()
            savepoint.rollback()
        self.env.invalidate_all()
        return answer

    def tried_methods(self):
        return sorted(self.methods.keys() - (set() if self.is_full else NEEDS))

    def samples(self):
        """Return {model of the addon: a record of the administrator, in the first company}."""
        for place in self.tried_methods():
            self.capture(place)
        self.kept_payload()
        self.doubled()
        made = {
            "crm.lead.api.usage": {
                "user_number": self.admin.id,
                "verb": "l10n_vn_lookup",
                "hour": "2026-03-02 08:00:00",
                "call_count": 1,
                "row_count": 1,
                "refused_count": 0,
            },
            "crm.lead.criterion.choice": {"name": "Trên 100 triệu", "criterion_id": self.budget.id},
            "crm.lead.disclosure": {
                "user_number": self.admin.id,
                "company_number": self.company.id,
                "hour": "2026-03-02 08:00:00",
                "shown_count": 1,
                "refused_count": 0,
            },
            "crm.lead.download": {
                "user_id": self.admin.id,
                "company_id": self.company.id,
                "what": "file",
                "date": "2026-03-02 08:00:00",
            },
            "crm.lead.recall.run": {"rule_id": self.recall_rule().id},
            "crm.lead.recall.preview.line": {"preview_id": self.recall_preview().id},
            "crm.lead.assign.line": {
                "assign_id": self.as_admin("crm.lead.assign").search([], limit=1).id,
                "user_id": self.nam.id,
            },
        }
        for model, values in made.items():
            self.as_admin(model).sudo().create(values)
        self.env.flush_all()
        self.env.invalidate_all()
        return {
            name: self.env[name].sudo().search([], order="id desc", limit=1).sudo(False)
            for name, model in sorted(self.env.registry.items())
            if model._original_module == MODULE and not model._abstract
        }

    def menus_seen(self, answer):
        """Return the ids of menus in an answer of ``load_menus``."""
        return set() if isinstance(answer, Exception) else {int(key) for key in answer if str(key).isdigit()}
