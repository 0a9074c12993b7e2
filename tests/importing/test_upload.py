"""Large files of the import screen are written to the database and read from it in pieces."""

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ...models.importing import upload
from .test_screen import OPTIONS, ImportCase

LIST = "Họ tên;SĐT\n" + "".join(f"Nguyễn Thị {number};09{number:08}\n" for number in range(300))


@tagged("post_install", "-at_install")
class TestUpload(ImportCase):
    def setUp(self):
        super().setUp()
        self.seller = new_test_user(self.env, "nhan_vien_nhap", "sales_team.group_sale_salesman")
        self.customer = new_test_user(self.env, "khach_hang", "base.group_portal")
        self.startPatcher(patch.object(upload, "_PIECE", 1_000))

    def upload(self, content, model="crm.lead"):
        """Return the screen of a salesperson to which a file was uploaded as by the screen."""
        screen = self.env["base_import.import"].with_user(self.seller).create({"res_model": model})
        screen.write({"file": content, "file_name": "khach.csv", "file_type": "text/csv"})
        self.env.flush_all()
        self.env.invalidate_all()
        return screen

    def test_every_byte_comes_back(self):
        whole = LIST.encode()
        for size in (0, 1, 999, 1_000, 1_001, 2_000, 7_999, 8_000, len(whole)):
            for content in (whole[:size], bytes(range(256)) * 40):
                screen = self.upload(content)
                with self.subTest(size=size, of=content[:2]):
                    self.assertEqual(screen._l10n_vn_content(), content)
                    self.assertEqual(screen.file or b"", content)
                    self.env.invalidate_all()
                    self.assertEqual(screen.file or b"", content)
                    self.assertEqual(screen.file_name, "khach.csv")

    def test_no_query_holds_the_file(self):
        longest = []
        execute = type(self.env.cr).execute

        def noted(cursor, query, params=None, **more):
            result = execute(cursor, query, params, **more)
            longest.append(len(cursor._obj.query))
            return result

        with patch.object(type(self.env.cr), "execute", noted):
            content = bytes(range(256)) * 500
            screen = self.upload(content)
        # At most eight pieces, each of which rewrites the file; two letters a byte.
        self.assertLess(max(longest), 2 * len(content) / 8 + 5_000)
        with self.assertQueryCount(len(content) // 1_000 + 10):
            screen._l10n_vn_content()

    def test_the_list_is_imported(self):
        screen = self.upload(LIST.encode())
        answer = screen.execute_import(["contact_name", "phone"], ["Họ tên", "SĐT"], dict(OPTIONS))
        self.assertEqual(len(answer["ids"]), 300, answer["messages"][:2])

    def test_who_may_not_import_reads_no_file(self):
        screen = self.upload(LIST.encode())
        with self.assertRaises(AccessError):
            screen.with_user(self.customer)._l10n_vn_content()
        with self.assertRaises(AccessError):
            screen.with_user(self.customer).write({"file": LIST.encode() * 2})
        self.assertEqual(screen._l10n_vn_content(), LIST.encode())

    def test_a_file_that_is_not_saved_yet(self):
        content = LIST.encode()
        screen = self.env["base_import.import"].new({"res_model": "crm.lead", "file": content})
        self.assertEqual(screen._l10n_vn_content(), content)
        screen = self.upload(b"x")
        screen.file = content[:900]
        self.assertEqual(screen._l10n_vn_content(), content[:900])

    def test_files_of_other_models_go_odoos_way(self):
        content = "Tên\n".encode() * 900
        cursor = type(self.env.cr)
        with patch.object(cursor, "execute", autospec=True, side_effect=cursor.execute) as execute:
            self.assertEqual(self.upload(content, "res.partner").file, content)
        self.assertNotIn("||", "".join(str(call.args[1]) for call in execute.call_args_list))
