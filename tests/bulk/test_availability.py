"""Availability of bulk operations: blockers, and what other modules may add to the rules."""

import ast
from pathlib import Path
from unittest.mock import patch

from odoo.modules.module import get_module_path
from odoo.tests import tagged, users

from ...models.bulk import availability
from ...models.bulk.known_modules import KNOWN, WATCHED, BulkBlocker, Known, digest, fingerprint, overrides
from ..conversion.test_mass_conversion import MassCase
from .test_lead_copies import BulkCase

PAGE = Path(__file__).parents[2] / "doc" / "bulk.rst"


def sources(model, module, method):
    """Yield the source of each definition of ``method`` in ``module``'s extensions of ``model``."""
    for path in Path(get_module_path(module)).glob("models/**/*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            names = [
                name
                for line in getattr(node, "body", ())
                if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") in ("_name", "_inherit")
                for name in [ast.literal_eval(line.value)]
            ]
            named = {part for name in names for part in ([name] if isinstance(name, str) else name)}
            if isinstance(node, ast.ClassDef) and model in named:
                for item in node.body:
                    if isinstance(item, ast.FunctionDef) and item.name == method:
                        first = min(line.lineno for line in [item, *item.decorator_list])
                        yield "\n".join(text.splitlines()[first - 1 : item.end_lineno])


@tagged("post_install", "-at_install")
class TestKnownOverrides(BulkCase):
    def test_every_operation_is_available_beside_the_companions(self):
        blockers = self.env["crm.lead"]._l10n_vn_get_bulk_blockers()
        self.assertEqual(blockers, dict.fromkeys(WATCHED, []))

    def test_what_was_read_is_what_this_odoo_has(self):
        there = [key for key in KNOWN if get_module_path(key[1], display_warning=False)]
        self.assertGreater(len(there), 10)
        for model, module, method in there:
            with self.subTest(model=model, module=module, method=method):
                found = [digest(source) for source in sources(model, module, method)]
                self.assertEqual(found, [KNOWN[model, module, method].fingerprint])

    def test_page_names_what_is_known_and_why(self):
        page = " ".join(PAGE.read_text(encoding="utf-8").split())
        for (model, module, method), known in KNOWN.items():
            self.assertIn(f"- ``{module}`` - ``{model}.{method}`` - {known.reason}", page)
        for operation in WATCHED:
            self.assertIn(f"``{operation}``", page)

    def test_fingerprints_ignore_comments_and_layout(self):
        self.assertEqual(digest("def a():\n    # why\n\n    return 1"), digest("def a():\n  return 1\n"))
        self.assertNotEqual(digest("def a():\n    return 1"), digest("def a():\n    return 2"))
        made_at_run_time = {}
        exec("def create(self):\n    return self", made_at_run_time)
        self.assertEqual(fingerprint(made_at_run_time["create"]), "no source")

    def test_unknown_changed_and_known_overrides(self):
        lead, watched = self.env["crm.lead"], {"_creation_message"}
        key = ("crm.lead", "crm", "_creation_message")
        read = Known("the same for each", fingerprint(self.definition("crm", "_creation_message")))
        with patch("odoo.addons.l10n_vn_crm.models.bulk.known_modules.CORE", {"mail", "l10n_vn_crm"}):
            for known, kinds in (
                ({}, ["override"]),
                ({key: read}, []),
                ({key: Known("the same for each")}, []),
                ({key: Known("the same for each", "0123456789")}, ["changed"]),
                ({("mail.thread", "crm", "_creation_message"): read}, ["override"]),
            ):
                with self.subTest(known=known):
                    found = overrides(lead, watched, known)
                    self.assertEqual([blocker.kind for blocker in found], kinds)
                    self.assertLessEqual({blocker.module for blocker in found}, {"crm"})

    def definition(self, module, method):
        classes = type(self.env["crm.lead"]).mro()
        return next(vars(cls)[method] for cls in classes if cls._module == module and method in vars(cls))

    @users("mai")
    def test_other_modules_declare_their_overrides(self):
        """As the documentation describes it: a watched method more, known or not."""
        cls, lead = type(self.env["crm.lead"]), self.env["crm.lead"]
        watched, known = lead._l10n_vn_get_bulk_watched(), lead._l10n_vn_get_bulk_known()
        watched["create"]["crm.lead"].add("_get_opportunity_meeting_view_parameters")
        own = {("crm.lead", "crm", "_get_opportunity_meeting_view_parameters"): Known("shows a calendar")}
        with (
            patch(
                "odoo.addons.l10n_vn_crm.models.bulk.known_modules.CORE", {"mail", "base", "phone_validation", "utm"}
            ),
            patch.object(cls, "_l10n_vn_get_bulk_watched", lambda self: watched),
        ):
            self.assertIn("_get_opportunity_meeting_view_parameters", self.methods("create"))
            with patch.object(cls, "_l10n_vn_get_bulk_known", lambda self: known | own):
                self.assertNotIn("_get_opportunity_meeting_view_parameters", self.methods("create"))

    def methods(self, operation):
        return [blocker.name for blocker in self.env["crm.lead"]._l10n_vn_get_bulk_overrides(operation)]

    @users("mai")
    def test_other_modules_say_what_a_group_shares(self):
        cls = type(self.env["crm.lead"])
        kinds = self.env["crm.lead"]._l10n_vn_get_row_kinds()
        _leads, copied = self.fast(self.rows(40))
        with patch.object(cls, "_l10n_vn_get_row_kinds", lambda self: kinds | {"street": "orm"}):
            _leads, fewer = self.fast(self.rows(40))
        self.assertGreater(copied, 0)
        self.assertEqual(fewer, 0)


@tagged("post_install", "-at_install")
class TestBulkFallsBackToOrm(MassCase):
    def test_rules_on_messages_are_obeyed(self):
        """Code that is put on a method while Odoo runs, as automation rules do, meets each message and follower."""
        for model in ("mail.message", "mail.followers"):
            leads = self.env["crm.lead"]
            rows = [{"name": f"Chị Hoa {number}", "type": "lead", "team_id": self.team.id} for number in range(30)]
            cls, made = type(self.env[model]), []
            create = cls.create

            def count(records, vals_list, create=create, made=made):
                found = create(records, vals_list)
                made.extend(found.mapped("res_id"))
                return found

            with self.subTest(model=model), patch.object(cls, "create", count):
                leads = leads.with_user(self.mai).create(rows)
                self.assertLessEqual(set(leads.ids), set(made))

    def test_notes_on_changes_are_returned_to_what_is_put_in(self):
        leads = self.people(5)
        self.env.cr.flush()  # with the notes on what was written so far
        cls, made = type(leads), []
        message_post, log = cls.message_post, cls._message_log_batch

        def post(lead, **options):
            message = message_post(lead, **options)
            made.extend(message.ids)
            return message

        def log_batch(some, bodies, **options):
            messages = log(some, bodies, **options)
            made.extend(messages.ids)
            return messages

        with patch.object(cls, "message_post", post), patch.object(cls, "_message_log_batch", log_batch):
            leads.write({"user_id": self.hung.id, "expected_revenue": 5_000_000})
            self.env.cr.flush()
        tracked = leads.message_ids.filtered("tracking_value_ids")
        self.assertEqual(set(tracked.mapped("res_id")), set(leads.ids))
        self.assertLessEqual(set(tracked.ids), set(made))

    def test_writes_are_seen_by_what_is_put_on_write(self):
        """An automation rule on updates meets the customer that a conversion gives."""
        leads = self.people(12)
        cls, written = type(leads), []
        write = cls.write

        def note(some, vals):
            written.append((some.ids, set(vals)))
            return write(some, vals)

        with patch.object(cls, "write", note):
            self.mass_convert(leads, deduplicate=False)
        self.assertEqual(set(leads.mapped("type")), {"opportunity"})
        given = {lead_id for ids, names in written if "partner_id" in names for lead_id in ids}
        self.assertEqual(given, set(leads.ids))

    def test_a_merge_of_other_modules_leaves_conversion_in_bulk(self):
        """As of Odoo's own events: what they add to a merge is done, conversions go on in sets."""
        leads = self.people(6)
        (leads[0] + leads[1]).phone = "+84 912 345 678"
        cls, merged = type(leads), []
        merge = cls._merge_dependences

        def note(head, others):
            merged.extend(others.ids)
            return merge(head, others)

        with patch.object(cls, "_merge_dependences", note):
            self.assertFalse(self.env["crm.lead"]._l10n_vn_can_bulk("merge"))
            self.assertTrue(self.env["crm.lead"]._l10n_vn_can_bulk("convert"))
            self.mass_convert(leads, deduplicate=True)
        self.assertEqual(len(leads.exists()), 5)
        self.assertEqual(len(merged), 1)

    def test_customers_with_fields_that_follow_from_texts(self):
        """A constraint or a computed field that no rule knows turns copies of customers off."""
        partner = self.env["res.partner"]
        lead = self.env["crm.lead"]

        def check(self):
            return None

        check._constrains = ("phone",)
        with patch.object(type(partner), "_constraint_methods", [*partner._constraint_methods, check]):
            found = lead._l10n_vn_get_customer_blockers()
        self.assertEqual([(blocker.kind, blocker.name) for blocker in found], [("constraint", "check")])
        rules = {name: rule for name, rule in lead._l10n_vn_get_partner_rules().items() if name != "complete_name"}
        with patch.object(type(lead), "_l10n_vn_get_partner_rules", lambda self: rules):
            found = lead._l10n_vn_get_customer_blockers()
        self.assertEqual(
            found, [BulkBlocker("computed", "res.partner", "complete_name", partner._fields["complete_name"]._module)]
        )


@tagged("post_install", "-at_install")
class TestBulkSettings(BulkCase):
    def state(self, lang="en_US"):
        settings = self.env["res.config.settings"].with_user(self.env.ref("base.user_admin")).with_context(lang=lang)
        return settings.create({}).l10n_vn_bulk_state

    def test_settings_say_that_bulk_operations_are_on(self):
        self.assertTrue(self.state().startswith("On: "), self.state())

    def test_settings_name_what_turned_it_off(self):
        known = {key: read for key, read in KNOWN.items() if key[1] != "sms"}
        with patch.object(type(self.env["crm.lead"]), "_l10n_vn_get_bulk_known", lambda self: known):
            lines = self.state().splitlines()
        name = self.env.ref("base.module_sms").with_context(lang="en_US").shortdesc
        self.assertIn(f"New leads one by one: {name} (sms) changes crm.lead.message_post.", lines)
        self.assertIn(f"Customers of conversions one by one: {name} (sms) changes res.partner.message_post.", lines)

    def test_settings_name_code_that_is_put_in_while_odoo_runs(self):
        cls = type(self.env["crm.lead"])
        with patch.object(cls, "create", cls.create):
            lines = self.state().splitlines()
        self.assertEqual(len(lines), 1)
        self.assertRegex(lines[0], r"^New leads one by one: .+ changes crm\.lead\.create while Odoo runs\.$")

    def test_settings_name_a_preset_that_only_the_orm_handles(self):
        self.env["ir.default"].set("crm.lead", "probability", 30.0)
        self.assertIn("presets crm.lead.probability", self.state())

    @users("mai")
    def test_log_says_it_once(self):
        cls = type(self.env["crm.lead"])
        with (
            patch.object(availability, "_logged", set()),
            patch.object(cls, "message_notify", cls.message_notify),
            patch.object(availability._logger, "info") as info,
        ):
            for _time in range(2):
                _leads, copied = self.fast(self.rows(25))
                self.assertEqual(copied, 0)
        [call] = info.call_args_list
        self.assertIn("crm.lead.message_notify, module mail (patch)", call.args[0] % call.args[1:])
