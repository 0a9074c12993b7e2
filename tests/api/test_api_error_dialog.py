"""A refusal of a public method in the web client: a sentence, no traceback."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import LeadCase, person
from ..screens import TourCase, seen

ASK = """
const { orm } = odoo.__WOWL_DEBUG__.root.env.services;
Promise.resolve().then(() => orm.call("crm.lead.manager.report", "get_report", [{ period: "thập kỷ" }]));
const timer = setInterval(() => {
    const dialog = document.querySelector(".o_dialog .modal-body, .o_error_dialog");
    if (dialog) {
        clearInterval(timer);
        const text = document.querySelector(".o_dialog").textContent;
        const isSentence = text.includes("thập kỷ") && !text.includes("code=") && !text.includes("Traceback");
        console[isSentence ? "log" : "error"](isSentence ? "test successful" : text);
    }
}, 100);
void 0;
"""


@tagged("post_install", "-at_install")
class TestApiErrorDialog(TourCase, LeadCase):
    USERS = {"lan": person("Nguyễn Thị Lan", login="lan")}

    @mute_logger("odoo.http")
    def test_a_refusal_is_read_as_a_sentence(self):
        self.browser_js("/odoo", ASK, ready=seen(".o_main_navbar"), login="lan")
