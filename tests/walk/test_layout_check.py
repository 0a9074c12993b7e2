"""The check of the layout finds each kind of fault, and nothing on a page without one."""

from odoo.tests import HttpCase, tagged

from .checks import check_layout
from .page import Page

NARROW = "width: 40px; overflow: hidden; white-space: nowrap; height: 20px"
# {kind: (page with the fault, the same without it)}
PLANTED = {
    "size": (
        '<div class="o_field_widget"><input style="width: 0; padding: 0; border: 0" value="Chị"></div>',
        '<div class="o_field_widget"><input style="width: 60px" value="Chị"></div>',
    ),
    "cut": (
        f'<div style="{NARROW}">Công ty TNHH Sao Mai</div>',
        f'<div style="{NARROW}; text-overflow: ellipsis" title="Công ty TNHH Sao Mai">Công ty TNHH Sao Mai</div>',
    ),
    "overlap": (
        '<button>Lưu kết quả</button><button style="margin-left: -40px">Hủy bỏ</button>',
        '<button>Lưu kết quả</button><button style="margin-left: 4px">Hủy bỏ</button>',
    ),
    "scroll": (
        '<div style="width: 100px; overflow-x: auto"><div style="width: 200px">&nbsp;</div></div>',
        '<div style="width: 100px; overflow-x: auto"><div style="width: 90px">&nbsp;</div></div>',
    ),
    "label": (
        '<label for="a">Tiềm năng</label><input id="a" type="checkbox" style="margin-left: 300px">',
        '<label for="a">Tiềm năng</label><input id="a" type="checkbox">',
    ),
    "wrap": (
        '<div class="o_statusbar_buttons"><button style="width: 60px">Chuyển thành cơ hội</button></div>',
        '<div class="o_statusbar_buttons"><button style="white-space: nowrap">Chuyển thành cơ hội</button></div>',
    ),
    "stages": (
        '<div class="o_statusbar_status"><button class="dropdown-toggle">Tư vấn</button></div>',
        '<div class="o_statusbar_status"><button>Tư vấn</button></div>',
    ),
    "keyboard": (
        '<div class="o_l10n_vn_choice"><a>Gọi cho khách</a></div>',
        '<div class="o_l10n_vn_choice"><a href="#">Gọi cho khách</a></div>',
    ),
    "target": (
        '<div class="o_l10n_vn_choice"><button style="width: 90px; height: 24px">Đã gọi</button></div>',
        '<div class="o_l10n_vn_choice"><button style="width: 90px; height: 44px">Đã gọi</button></div>',
    ),
}


@tagged("post_install", "-at_install")
class TestLayoutCheck(HttpCase):
    browser_size = "1366x900"

    def test_planted_faults(self):
        page = Page(self)
        self.addCleanup(page.stop)
        for kind, (wrong, right) in PLANTED.items():
            width = 375 if kind == "target" else 1366
            page.resize(width)
            for html, expected in ((wrong, {kind}), (right, set())):
                with self.subTest(kind=kind, expected=expected):
                    page.run(f"document.body.innerHTML = `<div class='o_action_manager'>{html}</div>`;")
                    found = check_layout(page, None, width)
                    self.assertEqual({fault.partition(":")[0] for fault in found}, expected, found)

    def test_errors_of_the_console_are_taken_once(self):
        page = Page(self)
        self.addCleanup(page.stop)
        page.run("console.error('Không tải được'); setTimeout(() => { throw new Error('Hỏng'); });")
        page.settle()
        taken = " ".join(page.take_complaints())
        self.assertIn("Không tải được", taken)
        self.assertIn("Hỏng", taken)
        self.assertEqual(page.take_complaints(), [])
