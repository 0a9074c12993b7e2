"""What a salesperson does all day, in native Odoo and with the addon: the same work, each with its own buttons."""

import random

from .browser import Browser
from .screens import Screen

PAGE = 80
# Act and how often it is done, out of a hundred.
WEIGHTS = {"list": 25, "search": 20, "open": 25, "talk": 14, "take": 8, "convert": 8}
_MINE, _FREE = "mine", "free"


class Seller:
    """A logged-in salesperson: chooses by ``seed`` what to do next, the same in both databases.

    :param dict ids: ids of views and stages, as ``load`` reads them from the database
    :param list rows: the people whose leads are there, as they were created
    """

    def __init__(self, server, tally, ids, rows, login, seed):
        self.browser = Browser(server.address, server.database, login)
        self.tally, self.rows, self.ids = tally, rows, ids
        self.chance = random.Random(f"{seed} {login}")
        views = [[ids["list"], "list"], [ids["form"], "form"], [ids["search"], "search"]]
        self.leads = Screen(self.browser, "crm.lead", views)
        self.conversion = Screen(self.browser, "crm.lead2opportunity.partner", [[False, "form"]])
        self.domain = [["type", "=", "lead"]]
        self.mine = self._find([["user_id", "=", self.browser.user_id]], limit=1000)
        self.chance.shuffle(self.mine)
        self.seen = self.mine[:PAGE]

    def act(self):
        """Do the next thing."""
        [name] = self.chance.choices(list(WEIGHTS), WEIGHTS.values())
        getattr(self, f"do_{name}")()

    def do_list(self):
        kind = self.chance.choice((_MINE, _FREE, "all"))
        more = {_MINE: [["user_id", "=", self.browser.user_id]], _FREE: [["user_id", "=", False]]}.get(kind, [])
        offset = self.chance.choice((0, 0, 0, PAGE))
        with self.tally.timed("list"):
            self._keep(self._page([*self.domain, *more], offset))

    def do_search(self):
        row = self.chance.choice(self.rows)
        kind = self.chance.choice(("name", "phone", "company"))
        digits = row["phone"].replace("+84", "0").replace(" ", "")
        typed = {
            "name": " ".join(row["contact_name"].split()[-2:]),
            "phone": f"{digits[:4]} {digits[4:7]} {digits[7:]}",
            "company": " ".join(row["partner_name"].split()[-3:]),
        }[kind]
        # In native Odoo a person chooses "Phone" below the box; the addon's box finds numbers too.
        field = "phone_mobile_search" if kind == "phone" and not self.ids["addon"] else None
        with self.tally.timed("search"):
            self._keep(self._page([*self.domain, *self.leads.typed(typed, field)]))

    def do_open(self):
        lead = self.chance.choice(self.seen or self.mine)
        with self.tally.timed("open"):
            self._open(lead)
            thread = {"thread_model": "crm.lead", "thread_id": lead, "fetch_params": {"limit": 30}}
            self.browser.post("/mail/thread/messages", thread)

    def do_talk(self):
        lead, note = self.chance.choice(self.mine), f"Khách hỏi giá lần {self.chance.randrange(1000)}"
        stage = self.chance.choice(self.ids["stages"])
        if self.ids["addon"]:
            self._record(lead, note, stage)
            return
        with self.tally.timed("talk"):
            post = {"body": note, "message_type": "comment", "subtype_xmlid": "mail.mt_note"}
            thread = {"thread_model": "crm.lead", "thread_id": lead, "post_data": post}
            self.browser.post("/mail/message/post", thread)
            self._save(lead, {"stage_id": stage})

    def do_take(self):
        found = self._find([["user_id", "=", False]], self.chance.randrange(5))
        if not found:
            return
        lead = self.chance.choice(found)
        with self.tally.timed("take"):
            if not self.ids["addon"]:
                self._save(lead, {"user_id": self.browser.user_id})
            else:
                answer = self.browser.press("crm.lead", "action_l10n_vn_take", [lead], active_id=lead)
                if answer["params"]["type"] != "success":
                    return
                self._open(lead)
            self.mine.append(lead)

    def do_convert(self):
        if len(self.mine) < 2:
            return
        lead = self.mine.pop()
        window, found = self.conversion, None
        context = {"active_model": "crm.lead", "active_id": lead, "active_ids": [lead]}
        with self.tally.timed("convert, window"):
            found = self._new(window, context)
        if found is None:
            return
        with self.tally.timed("convert"):
            [saved] = self.browser.call(
                window.model,
                "web_save",
                [],
                window.new_values(found),
                context=context,
                specification=window.specs["form"],
            )
            button = "action_l10n_vn_apply" if self.ids["addon"] else "action_apply"
            answer = self.browser.press(window.model, button, [saved["id"]], **context)
            self._open((answer or {}).get("res_id") or lead)

    def _record(self, lead, note, stage):
        """Record the result of a talk in the addon's dialog: opened, an outcome chosen, saved."""
        model, context = "crm.lead.result", {"active_model": "crm.lead", "active_id": lead, "active_ids": [lead]}
        if not hasattr(self, "result"):
            self.result = Screen(self.browser, model, [[False, "form"]])
        found = None
        with self.tally.timed("talk, window"):
            found = self._new(self.result, context)
        if found is None:
            return
        # The native counterpart plans nothing either.
        values = {
            **self.result.new_values(found),
            "outcome_id": self.ids["outcome"],
            "note": note,
            "stage_id": stage,
            "activity_type_id": False,
        }
        with self.tally.timed("talk"):
            [saved] = self.browser.call(
                model, "web_save", [], values, context=context, specification=self.result.specs["form"]
            )
            self.browser.press(model, "action_save", [saved["id"]], **context)
            self._open(lead)

    def _new(self, screen, context):
        """Return the values that an empty dialog shows."""
        spec = screen.specs["form"]
        return self.browser.call(screen.model, "onchange", [], {}, [], spec, context=context)["value"]

    def _save(self, lead, values):
        spec = self.leads.specs["form"]
        self.browser.call("crm.lead", "web_save", [lead], values, specification=spec)

    def _open(self, lead):
        self.browser.call("crm.lead", "web_read", [lead], specification=self.leads.specs["form"])

    def _page(self, domain, offset=0):
        return self.browser.call(
            "crm.lead",
            "web_search_read",
            domain=domain,
            specification=self.leads.specs["list"],
            offset=offset,
            limit=PAGE,
            order=self.leads.order,
            count_limit=10001,
            context={"bin_size": True, "default_type": "lead"},
        )

    def _keep(self, page):
        self.seen = [record["id"] for record in page["records"]] or self.seen

    def _find(self, domain, pages=0, limit=PAGE):
        """Return ids of leads; not a call of the web client, so not measured."""
        domain = [*self.domain, *domain]
        found = self.browser.call("crm.lead", "search_read", domain, ["id"], pages * PAGE, limit, "id")
        return [record["id"] for record in found]
