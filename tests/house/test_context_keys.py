"""Keys of the context that this addon knows are of no use to a client: whatever it sends, the results are the same."""

import re
from pathlib import Path

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged, users

from ...models.context import SCREEN_KEYS, Marker
from ..common import letter
from ..importing.test_ledger import FIELDS, HEADINGS, ImportCase

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"(?<![\w.])l10n_vn_\w+")
HOSTILE = (True, 1, "x", [1], {"a": 1}, [], {})
ROWS = [
    ["LÊ THỊ HÀ", "01691234567", "ha@saomai.vn", "Sao Mai"],
    ["anh trần nam", "0987 654 321 / 0912.345.678", "", ""],
    ["Vũ Lan", "gọi lại sau", "lan@", "Công ty Gió Mới"],
]
SHOWN = (
    "contact_name",
    "date_conversion",
    "description",
    "email_from",
    "l10n_vn_honorific",
    "l10n_vn_no_answer_count",
    "l10n_vn_phone2",
    "name",
    "partner_name",
    "phone",
    "type",
)


def known_names():
    """Return every name of ours (set of str) that the sources speak of in one line with a context."""
    # Keys of former versions.
    names = {"l10n_vn_headings", "l10n_vn_merge_of", "l10n_vn_rows", "l10n_vn_mail_forced"}
    sources = {"models": "py", "wizard": "py", "report": "py", "views": "xml", "static/src": "js"}
    for folder, suffix in sources.items():
        for path in (ROOT / folder).rglob(f"*.{suffix}"):
            lines = path.read_text(encoding="utf-8").splitlines()
            known = lines if path.stem == "context" else [line for line in lines if "context" in line]
            names.update(NAME.findall("\n".join(known)))
    return names


@tagged("post_install", "-at_install")
class TestContextKeys(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hoa.group_ids += cls.env.ref("base.group_partner_manager")
        cls.team = cls.env["crm.team"].create(
            {"name": "Kinh doanh", "use_leads": True, "l10n_vn_lead_stages": True, "member_ids": cls.hoa.ids}
        )
        cls.won = cls.env["crm.stage"].search([("is_won", "=", True)], limit=1)
        cls.wrong_stage = cls.env["crm.stage"].search([("l10n_vn_applies_to", "=", "opportunity")], limit=1)
        cls.alike = cls.env["crm.lead"].create(
            [
                {
                    "name": f"Hỏi giá {number}",
                    "type": "lead",
                    "contact_name": "Phạm Minh An",
                    "phone": "+84 912 345 600",
                    "email_from": "an@binhminh.vn",
                    "user_id": cls.hoa.id,
                    "team_id": cls.team.id,
                }
                for number in range(7)
            ]
        )

    def call(self, context, model, name, *args, **kwargs):
        """Call a public method as a client does; return its answer, or the sentence in which it is refused."""
        self.env.invalidate_all()
        try:
            with self.env.cr.savepoint():
                return call_kw(self.env[model], name, list(args), {**kwargs, "context": context})
        except (AccessError, UserError) as error:
            return str(error)

    def shown(self, leads):
        """Return what a person sees of ``leads``, without ids."""
        self.env.invalidate_all()
        leads = leads.with_context(lang="en_US").exists().sudo()
        return [
            (
                *(str(lead[name]) for name in SHOWN),
                *(lead[name].display_name for name in ("stage_id", "team_id", "user_id", "partner_id")),
                bool(lead.l10n_vn_import_id),
                sorted(re.sub(r"\d+", "", str(body)) for body in lead.message_ids.mapped("body")),
                sorted(lead.message_ids.tracking_value_ids.mapped("new_value_char"), key=str),
                sorted(lead.activity_ids.mapped("summary"), key=str),
                sorted(lead.message_follower_ids.partner_id.mapped("name")),
            )
            for lead in leads.sorted("id")
        ]

    def new_since(self, last):
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        return leads.search([("id", ">", last)])

    # What a salesperson can do; each returns what came of it.

    def create(self, context):
        last = self.new_since(0).ids[0]
        vals = {"name": "  Hỏi  giá ", "contact_name": "LÊ THỊ HÀ", "phone": "01691234567", "team_id": self.team.id}
        answers = [
            self.call(context, "crm.lead", "create", [{**vals, **more} for _row in range(rows)])
            for rows in (1, 25)
            for more in ({}, {"stage_id": self.wrong_stage.id, "type": "lead"}, {"date_conversion": "2019-01-01"})
        ]
        return [isinstance(answer, str) and answer for answer in answers], self.shown(self.new_since(last))

    def write(self, context):
        lead = self.alike[0]
        answers = [
            self.call(context, "crm.lead", "write", lead.ids, vals)
            for vals in (
                {"phone": "01691234567", "contact_name": "TRẦN VĂN BÌNH"},
                {"stage_id": self.wrong_stage.id},
                {"date_conversion": "2019-01-01 00:00:00"},
                {"l10n_vn_no_answer_count": 7},
                {"type": "opportunity"},
            )
        ]
        self.call(context, "crm.lead", "write", self.alike.ids, {"partner_name": "  CÔNG TY  X "})
        self.call(context, "crm.lead", "message_post", lead.ids, body="Chào chị")
        return answers, self.shown(self.alike)

    def load(self, context):
        last = self.new_since(0).ids[0]
        answers = [
            self.call(context, "crm.lead", "load", FIELDS, ROWS),
            self.call(context, "crm.lead", "load", ["name", *FIELDS], [[f"Khách {n}", *ROWS[0]] for n in range(25)]),
            self.call(
                context,
                "crm.lead",
                "load",
                [".id", "stage_id/.id"],
                [[str(self.alike[0].id), str(self.wrong_stage.id)]],
            ),
        ]
        for answer in answers:
            answer["ids"] = len(answer["ids"] or ())
        return answers, self.shown(self.alike + self.new_since(last))

    def screen_import(self, context):
        last = self.new_since(0).ids[0]
        screen = self.screen("\n".join(";".join(row) for row in [HEADINGS, *ROWS]))
        options = {"has_headers": True, "separator": ";", "quoting": '"', "encoding": "utf-8"}
        preview = self.call(context, "base_import.import", "parse_preview", screen.ids, options)
        answers = []
        for policy in ("create", "update_all", "skip"):
            options = {**options, "l10n_vn_policy": policy}
            columns = [heading.lower() for heading in HEADINGS]
            for dryrun in (True, False):
                answer = self.call(
                    context, "base_import.import", "execute_import", screen.ids, FIELDS, columns, options, dryrun=dryrun
                )
                answers.append((len(answer["ids"]), answer["messages"], answer.get("l10n_vn_counts")))
        return preview["matches"], answers, self.shown(self.new_since(last))

    def unlink(self, context):
        answer = self.call(context, "crm.lead", "unlink", self.alike[0].ids)
        return answer, len(self.alike.exists())

    def search(self, context):
        domain = [("phone", "ilike", "912345600")]
        found = self.call(context, "crm.lead", "web_search_read", domain, {"name": {}, "l10n_vn_matches": {}})
        groups = self.call(context, "crm.lead", "formatted_read_group", domain, ["stage_id"], ["__count"])
        return found, groups, self.call(context, "crm.lead", "name_search", "Hỏi giá", limit=7)

    def merge(self, context):
        return (
            isinstance(answer := self.call(context, "crm.lead", "merge_opportunity", self.alike.ids), str) and answer,
            isinstance(self.call(context, "crm.lead", "merge_opportunity", self.alike[:3].ids), list),
            self.shown(self.alike),
        )

    def convert(self, context):
        model, lead = "crm.lead2opportunity.partner", self.alike[0]
        outcomes = []
        for name in ("convert", "merge"):
            here = {**context, "active_model": "crm.lead", "active_id": lead.id, "active_ids": lead.ids}
            preset = self.call(here, model, "default_get", ["name", "action", "lead_id", "user_id", "team_id"])
            wizard_id = self.call(here, model, "create", {"lead_id": lead.id, "name": name})
            wizard = self.env[model].sudo().browse(wizard_id)
            outcomes.append((preset, sorted(wizard.duplicated_lead_ids.mapped("name"))))
            action = self.call(here, model, "action_apply", wizard.ids)
            outcomes.append(action if isinstance(action, str) else action["res_model"])
            outcomes.append(self.shown(self.alike))
            lead = self.alike.exists()[-1]
        return outcomes

    def convert_many(self, context):
        model = "crm.lead2opportunity.partner.mass"
        others = self.env["crm.lead"].create(
            [{"name": f"Khách {n}", "phone": f"0913 345 6{n:02}", "team_id": self.team.id} for n in range(9)]
        )
        leads = self.alike + others
        here = {**context, "active_model": "crm.lead", "active_id": leads[0].id, "active_ids": leads.ids}
        values = {"deduplicate": True, "user_ids": [Command.set(self.hoa.ids)], "force_assignment": True}
        wizard_id = self.call(here, model, "create", values)
        action = self.call(here, model, "action_l10n_vn_start", [wizard_id])
        record = self.env["crm.lead.conversion"].browse(action["res_id"])
        self.assertEqual(record.state, "done")
        return record.converted_count, record.merged_count, record.skipped_count, self.shown(leads)

    def outcome(self, verb, context):
        """Return what came of ``verb``, and take it back."""
        savepoint = self.env.cr.savepoint()
        try:
            return getattr(self, verb)(context)
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()
            self.env.cr.precommit.clear()

    def mail(self, context):
        last = self.new_since(0).ids[0]
        replies = letter("Tôi đi vắng đến thứ Hai.", subject="Trả lời tự động: Hỏi giá", Auto_Submitted="auto-replied")
        answers = [
            self.call(context, "mail.thread", "message_process", "crm.lead", mail)
            for mail in (replies, letter("Cho hỏi giá máy in."))
        ]
        rejected = self.env["crm.lead.mail.rejected"].sudo().search([], order="id desc", limit=1)
        return list(map(bool, answers)), rejected.reason, self.shown(self.new_since(last))

    VERBS = ("create", "write", "load", "mail", "screen_import", "unlink", "search", "merge", "convert", "convert_many")

    @users("hoa")
    def test_no_key_of_ours_changes_what_a_client_gets(self):
        names = known_names()
        self.assertLessEqual({marker.key for marker in Marker.__subclasses__()} | {*SCREEN_KEYS}, names)
        for verb in self.VERBS:
            plain = self.outcome(verb, {})
            self.assertEqual(self.outcome(verb, {}), plain, f"{verb}: not the same twice, nothing can be compared")
            for value in HOSTILE:
                with self.subTest(verb=verb, value=value):
                    self.assertEqual(self.outcome(verb, dict.fromkeys(names, value)), plain)

    @users("hoa")
    def test_a_program_that_says_import_file_loads_as_any_other(self):
        plain = self.outcome("load", {})
        self.assertTrue(plain[0][0]["messages"], "the rows leave something to tell")
        self.assertEqual(self.outcome("load", {"import_file": True}), plain)
        self.assertEqual(self.outcome("write", {"import_file": True}), self.outcome("write", {}))
