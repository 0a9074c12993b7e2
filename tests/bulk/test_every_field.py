"""Whatever field is given: many records created at once are what each would be alone."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from ...models.conversion.customer import Plan
from ..conversion.test_wizard import ConversionCase
from .test_lead_copies import BulkCase

COUNT = 24
COMPARED = (0, 1, -1)
# Two records have these for themselves, or of the second in which they were written.
OF_EACH = {"id", "message_ids", "message_follower_ids", "message_main_attachment_id", "display_name"}
# Of rows with one tax code or Zalo account, the later ones are of a person who is known by the first.
OF_EACH |= {"l10n_vn_known_kind", "l10n_vn_return_count"}
CLOCK = {"calendar_last_notif_ack", "date_closed", "date_last_stage_update", "date_open"}
LONG_AGO = {"date": "2019-01-01", "datetime": "2019-01-01 10:00:00"}


class Undone(Exception):
    pass


class EveryField:
    @contextmanager
    def taken_back(self):
        try:
            with self.env.cr.savepoint():
                yield
                raise Undone
        except Undone:
            pass
        self.env.invalidate_all()

    def variants(self, field):
        """Return pairs of values of ``field``, for every other record each: equal ones, and two that differ."""
        first, second = self.samples(field)
        # What is not stored goes to the ORM whatever it is: few have it, and are created among copies.
        return [(first, first), (first, second)] if field.store else [(first, second)]

    def samples(self, field):
        """Return two values of ``field`` as a program may send them."""
        if field.type == "selection":
            values = list(field.get_values(self.env))
            return (values[0], values[-1]) if values else (False, False)
        if field.type == "many2one":
            ids = self.env[field.comodel_name].sudo().search([], limit=2).ids or [False]
            return ids[0], ids[-1]
        if field.type == "many2many":
            ids = self.env[field.comodel_name].sudo().search([], limit=2).ids
            return [Command.set(ids[:1])], [Command.set(ids)]
        return {
            "integer": (987654321, 987654322),
            "many2one_reference": (1, 2),
            "float": (12.34, 56.78),
            "monetary": (1_500_000, 2_750_000.5),
            "boolean": (True, False),
            "date": (LONG_AGO["date"], "2019-02-02"),
            "datetime": (LONG_AGO["datetime"], "2019-02-02 10:00:00"),
            "html": ("<p>Cần <b>gấp</b></p>", "<p>Chưa vội</p>"),
            "one2many": ([], [Command.clear()]),
            "binary": ("R0lGODlhAQABAAAAACw=", False),
            "json": ({"a": 1}, {"b": [2]}),
        }.get(field.type, ("Giá trị thử 1", "Giá trị thử 2"))

    def outcome(self, create, rows):
        """Return what ``create`` makes of ``rows``: stored values of each record, or the kind of error."""
        outcome = None
        with mute_logger("odoo.sql_db", "odoo.models", "odoo.orm.models"), self.taken_back():
            try:
                with self.env.cr.savepoint():
                    records = create(rows)
                    records.env.flush_all()
                    records.env.invalidate_all()
                    outcome = [self.stored(record) for record in records.sudo()]
            except Exception as error:  # noqa: BLE001 - which error is what is compared
                outcome = type(error), str(error).split("DETAIL")[0]
        return outcome

    def stored(self, record):
        values = {}
        for name, field in record._fields.items():
            if not field.store or name in OF_EACH or field.type == "one2many":
                continue
            value = record[name]
            value = sorted(value.ids) if field.relational else value
            # A record may point at itself.
            values[name] = "itself" if value == [record.id] and field.comodel_name == record._name else value
            if name in CLOCK and value:
                values[name] = value.year
        return values

    def checked_together(self):
        """Return names of fields whose constraint speaks of several records, compared in a test of their own."""
        return ()

    def assertManyLikeOneByOne(self, create, rows, title):
        """Compare what one creation makes of ``rows`` with a creation each."""
        many = self.outcome(create, [dict(row) for row in rows])
        if isinstance(many, list):
            for place in COMPARED:
                alone = self.outcome(create, [dict(rows[place])])
                self.assertIsInstance(alone, list, f"{title}: alone it is {alone}")
                unlike = {
                    name: (many[place][name], value) for name, value in alone[0].items() if many[place][name] != value
                }
                self.assertFalse(unlike, f"{title}, row {place}: (among many, alone)")
        else:
            alone = [self.outcome(create, [dict(row)]) for row in rows[:2]]
            if title in self.checked_together():
                return
            self.assertIn(many[0], [kind for kind, *_text in alone if isinstance(kind, type)], f"{title}: {many}")


@tagged("post_install", "-at_install")
class TestEveryFieldOfLeads(EveryField, BulkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Without a history Odoo scores the first of a set otherwise than the rest.
        stage = cls.env["crm.stage"].search([("is_won", "=", False)], limit=1)
        cls.env["crm.lead.scoring.frequency"].create(
            [
                {"variable": "stage_id", "value": str(stage.id), "won_count": 20, "lost_count": 30, "team_id": team}
                for team in (False, cls.team.id)
            ]
        )

    def stored(self, record):
        values = super().stored(record)
        if record._name == "crm.lead" and record.partner_id:
            # Words of the customer, whose e-mail each of many leads changes: they are those of now.
            names, text = record._l10n_vn_get_search_text_rule()
            fresh = text({name: record.mapped(name)[0] if record.mapped(name) else False for name in names})
            if values["l10n_vn_search_text"] == fresh:
                values["l10n_vn_search_text"] = "as the customer is"
        return values

    def alike(self):
        return [
            {
                "name": f"Khách {number} hỏi giá",
                "type": "lead",
                "team_id": self.team.id,
                "user_id": False,
                "contact_name": ("Nguyễn Thị Lan", "Trần Văn Hùng")[number % 2],
                "phone": f"0912 345 {number:03d}",
                "email_from": f"khach{number}@gmail.com",
                "country_id": self.vietnam.id,
                "expected_revenue": 1_000_000 * number,
            }
            for number in range(COUNT)
        ]

    @users("hung", "mai")
    def test_leads_with_any_field_given(self):
        for name, field in self.env["crm.lead"]._fields.items():
            for values in self.variants(field):
                rows = [
                    {**row, name: values[place % 2]} if field.store or place in (0, 1, COUNT - 1) else row
                    for place, row in enumerate(self.alike())
                ]
                with self.subTest(field=name, values=values):
                    self.assertManyLikeOneByOne(self.env["crm.lead"].create, rows, name)

    @users("hung")
    def test_the_same_values_are_refused(self):
        bad = {
            "khong_co_truong_nay": "x",
            "type": "khách",
            "date_deadline": "hôm qua",
            "source_id": 987654321,
            "tag_ids": [Command.link(987654321)],
            "priority": "9",
            "expected_revenue": "nhiều lắm",
        }
        for name, value in bad.items():
            for wrong in (range(COUNT), [COUNT - 1]):
                rows = [{**row, name: value} if place in wrong else row for place, row in enumerate(self.alike())]
                many = self.outcome(self.env["crm.lead"].create, rows)
                alone = self.outcome(self.env["crm.lead"].create, rows[-1:])
                with self.subTest(field=name, wrong=len(wrong)):
                    self.assertNotIsInstance(alone, list)
                    self.assertEqual(many[0], alone[0])

    @users("hung")
    def test_values_in_any_form_that_the_orm_takes(self):
        tags = self.tags
        odd = {
            "tag_ids": [tags.ids, tuple(tags.ids), tags, [Command.set(tuple(tags.ids))], False, [(4, tags[0].id)]],
            "source_id": [self.source, self.source.id, False, None],
            "l10n_vn_external_id": [0, False, 1, True, 1.0, "", ["a", "b"], None],
            "expected_revenue": [True, 1, "1", 1.0],
            "street": [0, False, "0", {"a": 1}],
        }
        for name, values in odd.items():
            for value in values:
                rows = [{**row, name: value} for row in self.alike()]
                with self.subTest(field=name, value=value):
                    self.assertManyLikeOneByOne(self.env["crm.lead"].create, rows, name)
            mixed = [{**row, name: values[place % len(values)]} for place, row in enumerate(self.alike())]
            with self.subTest(field=name, values="mixed"):
                self.assertManyLikeOneByOne(self.env["crm.lead"].create, mixed, name)

    @users("hung", "mai")
    def test_fields_of_others_are_refused(self):
        field = self.env["crm.lead"]._fields["l10n_vn_facebook"]
        for value in ("fb.com/ha", False):
            rows = [{**row, "l10n_vn_facebook": value} for row in self.alike()]
            with patch.object(field, "groups", "base.group_system"), self.subTest(value=value):
                many = self.outcome(self.env["crm.lead"].create, rows)
                self.assertEqual(many[0].__name__, "AccessError")
                preset = self.env["crm.lead"].with_context(default_l10n_vn_facebook=value)
                many = self.outcome(preset.create, self.alike())
                self.assertEqual(many[0].__name__, "AccessError")

    @users("hung", "mai")
    def test_nobody_signs_for_another(self):
        forged = {
            "create_uid": self.lan.id,
            "write_uid": self.lan.id,
            "create_date": LONG_AGO["datetime"],
            "write_date": LONG_AGO["datetime"],
            "won_status": "won",
            "email_normalized": "giamdoc@congty.vn",
            "day_open": 99.0,
            "day_close": 99.0,
        }
        leads, copied = self.fast([{**row, **forged} for row in self.alike()])
        self.assertGreater(copied, COUNT // 2)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((leads.create_uid, leads.write_uid), (self.env.user, self.env.user))
        self.assertEqual(set(leads.mapped("create_date")), {self.env.cr.now()})
        self.assertEqual(set(leads.mapped("won_status")), {"pending"})
        self.assertEqual(leads.mapped("email_normalized"), [f"khach{n}@gmail.com" for n in range(COUNT)])
        self.assertEqual({*leads.mapped("day_open"), *leads.mapped("day_close")}, {0.0})

    @users("hung")
    def test_lists_do_not_sign_for_another_either(self):
        rows = [[f"Khách {n}", f"0912345{n:03}", str(self.lan.id), LONG_AGO["datetime"]] for n in range(COUNT)]
        answer = self.env["crm.lead"].load(["name", "phone", "create_uid/.id", "create_date"], rows)
        leads = self.env["crm.lead"].browse(answer["ids"])
        self.assertEqual(len(leads), COUNT)
        self.assertEqual((leads.create_uid, set(leads.mapped("create_date"))), (self.env.user, {self.env.cr.now()}))


@tagged("post_install", "-at_install")
class TestEveryFieldOfCustomers(EveryField, ConversionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leads = cls.env["crm.lead"].create(
            [
                {
                    "name": f"Khách {number} hỏi giá",
                    "type": "lead",
                    "team_id": cls.team.id,
                    "user_id": cls.lan.id,
                    "contact_name": f"Nguyễn Văn {'ABCDEGHIKLMNOPQRSTUVXYZW'[number]}",
                    "phone": f"+84 912 345 {number:03d}",
                    "email_from": f"khach{number}@example.vn",
                    "country_id": cls.env.ref("base.vn").id,
                }
                for number in range(COUNT // 2)
            ]
        )

    def checked_together(self):
        return ("barcode",)

    def test_customers_with_any_field_given(self):
        cls, copied = type(self.leads), []
        copy = cls._l10n_vn_copy_partners

        def count(model, originals, plans):
            copied.extend(plans)
            return copy(model, originals, plans)

        self.patch(cls, "_l10n_vn_copy_partners", count)
        for user in (self.lan, self.env.ref("base.user_admin")):
            leads = self.leads.with_user(user)
            nobody = leads.env["res.partner"]
            plain = [lead._prepare_customer_values(lead.contact_name) | {"user_id": self.lan.id} for lead in leads]
            for name, field in nobody._fields.items():
                if name in ("user_id", "parent_id"):  # planned by themselves
                    continue
                for values in self.variants(field):
                    plans = [
                        Plan(lead, {**vals, name: values[place % 2]}, nobody, False)
                        for place, (lead, vals) in enumerate(zip(leads, plain, strict=True))
                    ]
                    with self.subTest(field=name, values=values, user=user.login):
                        self.assertManyLikeOneByOne(
                            lambda rows, leads=leads: leads._l10n_vn_create_partners([row["plan"] for row in rows]),
                            [{"plan": plan} for plan in plans],
                            name,
                        )
        self.assertGreater(len(copied), 20 * COUNT, "else nothing was compared")

    def test_customers_that_are_wrong_together(self):
        """What a constraint says of two customers is said of copies as well."""
        nobody, leads = self.env["res.partner"], self.leads
        plain = [lead._prepare_customer_values(lead.contact_name) | {"user_id": self.lan.id} for lead in leads]
        checked = {name for check in nobody._constraint_methods for name in check._constrains}
        self.assertIn("barcode", checked)
        for name in checked - {"parent_id"}:
            first, _second = self.samples(nobody._fields[name])
            plans = [Plan(lead, {**vals, name: first}, nobody, False) for lead, vals in zip(leads, plain, strict=True)]
            many = self.outcome(leads._l10n_vn_create_partners, plans)
            natively = self.outcome(leads._l10n_vn_create_by_orm, plans)
            with self.subTest(field=name):
                self.assertEqual(type(many), type(natively))
                self.assertEqual(many[0], natively[0])
