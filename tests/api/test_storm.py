"""A storm of retries: programs that get no answer send their rows again, all at once, and each lead is made once."""

import random
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.service import model
from odoo.service.model import retrying
from odoo.tests import tagged

from ..common import ALL
from ..connections import ConnectionCase

SOURCE = "bão gửi lại"
THREADS, KEYS, AT_ONCE = 8, 200, 5


@tagged("post_install", "-at_install")
class TestStorm(ConnectionCase):
    def setUp(self):
        super().setUp()
        [self.user_id] = self.new_users({"bao": "Chương Trình"}, ALL)
        self.addCleanup(self.run_apart, self.remove)
        # The server waits up to two seconds before it repeats a request.
        self.startPatcher(patch.object(model.time, "sleep", lambda seconds: None))

    def remove(self, env):
        env["crm.lead.api.usage"].search([("user_number", "=", self.user_id)]).unlink()
        imports = env["crm.lead.import"].search([("source", "=", SOURCE)])
        imports.lead_ids.unlink()
        imports.unlink()

    def row(self, key, with_id=True):
        row = {"Họ tên": f"Khách bão {key}", "SĐT": f"0906{key:06}"}
        return {**row, "external_id": f"bao-{key}"} if with_id else row

    def program(self, seed, keys, with_id):
        """Send all rows in its own order; each answer is lost half of the time, so its rows are sent again."""
        luck, leads = random.Random(seed), {}
        batches = [keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)]
        luck.shuffle(batches)
        while batches:
            batch = batches.pop()
            with self.transaction(self.user_id) as env:
                rows = [self.row(key, with_id) for key in batch]
                answers = retrying(lambda env=env, rows=rows: env["crm.lead"].l10n_vn_intake(rows, source=SOURCE), env)
            if luck.random() < 0.5:
                self.lost.append(seed)
                batches.insert(0, batch)
            else:
                leads |= {key: answer["lead_id"] for key, answer in zip(batch, answers, strict=True)}
        return leads

    def storm(self, keys, with_id):
        self.lost = []
        with ThreadPoolExecutor(THREADS) as pool:
            told = list(pool.map(lambda seed: self.program(seed, keys, with_id), range(THREADS)))
        self.assertEqual(set(self.lost), set(range(THREADS)), "answers to each program were lost")
        self.assertGreater(len(self.lost), len(keys) // AT_ONCE * THREADS // 2, "about one for each that arrived")
        made = self.run_apart(
            lambda env: env["crm.lead"].search([("l10n_vn_import_id.source", "=", SOURCE)]).mapped("phone_sanitized")
        )
        self.assertEqual(sorted(made), [f"+84906{key:06}" for key in keys], "each lead once")
        for one in told[1:]:
            self.assertEqual(one, told[0], "all programs get the same answers")

    def test_rows_with_an_id_are_made_once(self):
        self.storm(list(range(KEYS)), with_id=True)

    def test_rows_without_an_id_are_matched_under_the_lock(self):
        self.storm(list(range(500_000, 500_040)), with_id=False)

    def test_refused_calls_are_counted_although_they_are_rolled_back(self):
        for _time in range(3):
            with self.assertRaises(UserError), self.transaction(self.user_id) as env:
                env["crm.lead"].l10n_vn_lookup()
        counted = self.run_apart(
            lambda env: env["crm.lead.api.usage"].search_read(
                [("user_id", "=", self.user_id)], ["verb", "call_count", "row_count", "refused_count"]
            )
        )
        found = [{name: one[name] for name in ("verb", "call_count", "row_count", "refused_count")} for one in counted]
        self.assertEqual(found, [{"verb": "l10n_vn_lookup", "call_count": 3, "row_count": 0, "refused_count": 3}])
