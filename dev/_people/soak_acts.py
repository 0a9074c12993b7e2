"""What the people of a soak do: lists, mails, cards, talks, conversions, takes, undos, erasures, recalls."""

import contextlib
import random

from . import lists, mailer
from .browser import Browser, Refused
from .soak_book import List

# Act and how often it is done, out of a hundred.
WEIGHTS = {"list": 6, "mail": 32, "card": 12, "talk": 20, "take": 12, "convert": 10, "look": 6, "undo": 2}
COLUMNS = ["contact_name", "phone", "email_from", "description"]
ANSWERS = {"need": True, "budget": "200 triệu", "decision_maker": True, "timing": True}
_CARD = """BEGIN:VCARD
VERSION:3.0
FN:{name}
TEL;TYPE=CELL:{phone}
EMAIL:{email}
END:VCARD
"""


class Worker:
    """A salesperson of one company, who also brings the mails that come to its address.

    :param gate: :class:`mailer.MailGate`
    :param int large: rows of a large list, which goes in in the background; 0 for none
    """

    def __init__(self, server, book, tally, gate, company, number, host, large):
        self.browser = Browser(server.address, server.database, f"nhan.vien.{company}.{number}")
        self.book, self.tally, self.gate = book, tally, gate
        self.company, self.address, self.large = company, f"lead@{host}", large
        self.chance = random.Random(f"{book.seed} {company} {number}")
        self.imports = []

    def act(self):
        [name] = self.chance.choices(list(WEIGHTS), WEIGHTS.values())
        with self.tally.timed(name):
            getattr(self, f"do_{name}")()

    def do_list(self):
        size = self.large if self.large and self.chance.random() < 0.04 else self.chance.randrange(10, 60)
        customers = [self.book.choose(self.company, self.chance, 0.7) for _row in range(size)]
        rows = [
            {
                "contact_name": one.name,
                "phone": one.spelled(self.chance),
                "email_from": one.email,
                "description": one.need,
            }
            for one in customers
        ]
        rows += [{"contact_name": "Không rõ", "phone": "x1", "email_from": "@@", "description": "Gọi lại"}]
        policy = self.chance.choice(("skip", "update_empty"))
        more = {"l10n_vn_policy": policy, "l10n_vn_background": "auto", "l10n_vn_hand_back": True}
        try:
            content = lists.written(rows, COLUMNS)
            screen = lists.opened(self.browser, content, f"danh sach {self.book.number()}.csv")
            [answer] = lists.imported(self.browser, screen, COLUMNS, more)
            found = List(answer["l10n_vn_import_id"], len(rows), customers)
            self.book.lists.append(found)
            self.imports.append(found)
        finally:
            self.book.leave(customers, None)

    def do_mail(self):
        with self._customer() as customer:
            row = {"contact_name": customer.name, "email_from": customer.email, "partner_name": ""}
            row |= {"name": f"Hỏi giá {customer.number}", "phone": customer.phone, "description": customer.need}
            mail, name = mailer.written(row, self.book.number(), self.address)
            self.gate.bring(mail)
            self.book.note_mail(name, customer)

    def do_card(self):
        with self._customer() as customer:
            text = _CARD.format(name=customer.name, phone=customer.spelled(self.chance), email=customer.email)
            model = "crm.lead.card.batch"
            [batch] = self.browser.call(model, "web_save", [], {"text": text}, specification={})
            self.browser.press(model, "action_read", [batch["id"]])
            shown = self.browser.press(model, "action_create", [batch["id"]])
            if shown.get("res_model") == model:  # somebody has become known since: the cards are shown again
                self.browser.press(model, "action_create", [batch["id"]])

    def do_talk(self):
        if lead := self._find([["user_id", "=", self.browser.user_id], ["won_status", "=", "pending"]]):
            word = f"lần{self.book.number()}."
            outcome = self.chance.choice(("talked", "called", "no_answer", "met"))
            [answer] = self._verb("l10n_vn_record_result", lead, outcome=outcome, note=f"Khách hỏi giá {word}")
            if answer["outcome"] == "recorded":
                self.book.talks[word] = lead

    def do_take(self):
        if lead := self._find([["user_id", "=", False], ["type", "=", "lead"]]):
            [answer] = self._verb("l10n_vn_take", lead)
            if answer["outcome"] == "taken":
                self.book.takes.append((lead, self.browser.user_id))

    def do_convert(self):
        if lead := self._find([["user_id", "=", self.browser.user_id], ["type", "=", "lead"]]):
            self._verb("l10n_vn_qualify", lead, answers=ANSWERS)
            [answer] = self._verb("l10n_vn_convert", lead)
            if answer["outcome"] in ("converted", "merged"):
                self.book.conversions.append((answer["opportunity_id"], answer["customer_id"]))

    def do_look(self):
        spec = {name: {} for name in ("name", "phone", "email_from", "description", "create_date")}
        found = self.browser.call(
            "crm.lead", "web_search_read", [["type", "=", "lead"]], spec, limit=80, count_limit=10001
        )
        if found["records"]:
            lead = self.chance.choice(found["records"])["id"]
            self.browser.call("crm.lead", "web_read", [lead], specification=spec)

    def do_undo(self):
        if not self.imports:
            return
        found = self.imports.pop()
        with self.book.lock:
            for customer in found.customers:
                customer.busy += 1
                customer.is_undone = True
        try:
            self.browser.call("crm.lead", "l10n_vn_undo", import_id=found.id)
        finally:
            self.book.leave(found.customers, None)
            found.customers = []

    @contextlib.contextmanager
    def _customer(self):
        """Yield a customer who comes now; who was refused is there only where the customer was there before."""
        customer = self.book.choose(self.company, self.chance)
        was = customer.is_there
        try:
            yield customer
            was = True
        finally:
            self.book.leave([customer], was)

    def _find(self, domain):
        """Return the id of one of the newest leads that fit, None where there is none."""
        found = self.browser.call("crm.lead", "search_read", domain, ["id"], 0, 40, "id desc")
        return self.chance.choice(found)["id"] if found else None

    def _verb(self, name, lead, **arguments):
        return self.browser.call("crm.lead", name, [lead], **arguments)


class Administrator:
    """Erases customers, and runs the recalls by hand as the button of the scheduled action does."""

    def __init__(self, server, book, tally, recall_cron):
        self.browser = Browser(server.address, server.database, "quan.tri")
        self.book, self.tally, self.recall_cron = book, tally, recall_cron
        self.chance = random.Random(f"{book.seed} quan.tri")

    def act(self):
        name = self.chance.choice(("erase", "recall"))
        with self.tally.timed(name):
            getattr(self, f"do_{name}")()

    def do_erase(self):
        customer = self.book.choose_to_erase(self.chance.randrange(2), self.chance)
        if not customer:
            return
        model = "crm.lead.privacy.request"
        values = {"kind": "erase", "name": customer.name, "phone": customer.phone, "email": customer.email}
        try:
            [request] = self.browser.call(model, "web_save", [], values, specification={})
            self.browser.press(model, "action_find", [request["id"]])
            self.browser.press(model, "action_erase", [request["id"]])
        except Refused:
            self.book.note_erased(customer, False)
            raise
        self.book.note_erased(customer, True)

    def do_recall(self):
        self.browser.press("ir.cron", "method_direct_trigger", [self.recall_cron])
