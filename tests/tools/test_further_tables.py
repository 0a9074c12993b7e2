"""Sheets of several tables: sums in the middle, further tables in another order, tables of other things."""

from odoo.tests import BaseCase

from ...tools import table

HEADER = ["STT", "Họ tên", "SĐT", "Ghi chú", "Số tiền"]
LEADS = [["1", "Lê Hà", "0912345678", "", "4.113.125.724"], ["2", "Trần Tú", "0912345679", "", "1"]]
MORE = [
    ["3", "Đỗ An", "0912345670", "", "5"],
    ["4", "Cộng Thị Hà", "", "", ""],
    ["", "Cộng", "0912345611", "", ""],
    ["", "Lê Tổng", "", "gọi chiều", ""],
]


class TestSums(BaseCase):
    def test_a_sum_in_the_middle_is_no_lead_and_no_end(self):
        for sum_ in (
            ["", "Cộng", "", "", "4113125724"], ["", "Tổng số", "", "", "4113125724"], ["TC", "", "1640000000", "", ""],
            ["Cộng", "", "", "", "413125724"], ["", "Tổng cộng: 50 đại biểu"], ["", "Tổng số: 45 khách", "", "", "45"],
            ["", "TỔNG CỘNG (VNĐ)", "", "", "850.000.000 đ"], ["", "Cộng trang 1", "2"], ["", "Tổng nhóm A", "2 khách"],
            ["Subtotal", "", "", "", "12,000,000"], ["", "Lũy kế", "", "", "12000000"], ["", "Mang sang trang 2", "9"],
            ["", "Tổng doanh thu", "", "", "0912345678 đ"], ["", "Trung bình", "", "", "3,5 tr"],
            ["", "", "", "", "Hà Nội, ngày 12 tháng 3 năm 2025"], ["", "Hà Nội, ngày … tháng … năm 2025"],
        ):  # fmt: skip
            with self.subTest(sum=sum_):
                sheet = table.read([HEADER, *LEADS, sum_, *MORE])
                self.assertEqual([row.number for row in sheet.rows], [2, 3, 5, 6, 7, 8])

    def test_a_phone_in_its_column_makes_a_lead(self):
        for row in (["", "Tổng", "0912345611", "", ""], ["", "Cộng", "+84 912 345 611", "", "3"]):
            with self.subTest(row=row):
                self.assertEqual(len(table.read([HEADER, *LEADS, row]).rows), 3)

    def test_names_below_a_signature_are_none_behind_a_sum_in_the_middle(self):
        rows = [HEADER, LEADS[0], ["", "Cộng", "", "", "9"], LEADS[1], ["", "Người lập"], [], ["", "Lê Thị Lan"]]
        self.assertEqual([row.number for row in table.read(rows).rows], [2, 4])


class TestFurtherTables(BaseCase):
    def cells(self, sheet):
        """Return the cells of each lead by the headings of the sheet, without blank ones."""
        return [
            {sheet.header[index]: cell for index, cell in enumerate(row.cells) if cell and sheet.header[index] != "STT"}
            for row in sheet.rows
        ]

    def test_columns_in_another_order(self):
        sheet = table.read(
            [
                HEADER, *LEADS, [], ["DANH SÁCH KHÁCH LẺ"], ["STT", "Điện thoại", "Khách hàng", "Email"],
                ["1", "0912345671", "Lê An", "an@example.com"], ["2", "0912345672", "Lê Bi", ""],
            ]
        )  # fmt: skip
        self.assertEqual(sheet.header, [*HEADER, "Email"])
        self.assertEqual(
            self.cells(sheet)[2:],
            [
                {"Họ tên": "Lê An", "SĐT": "0912345671", "Email": "an@example.com"},
                {"Họ tên": "Lê Bi", "SĐT": "0912345672"},
            ],
        )
        self.assertEqual([row.cells for row in sheet.rows[:2]], LEADS)
        self.assertEqual(sheet.fields[5], "email_from")

    def test_a_wider_table_below_a_narrow_one(self):
        sheet = table.read(
            [
                ["Họ tên", "SĐT"], ["Lê Hà", "0912345678"], [], ["KHÁCH CŨ"], [],
                ["Doanh nghiệp", "MST", "Người liên hệ", "Email", "Di động"],
                ["Cty Lá", "0100112437", "Lê An", "an@example.com", "0912345671"],
            ]
        )  # fmt: skip
        named = {"Họ tên": "Lê An", "SĐT": "0912345671"}
        company = {"Doanh nghiệp": "Cty Lá", "MST": "0100112437", "Email": "an@example.com"}
        self.assertEqual(self.cells(sheet), [{"Họ tên": "Lê Hà", "SĐT": "0912345678"}, named | company])

    def test_a_rounded_phone_moves_with_its_column(self):
        sheet = table.read([["Họ tên", "SĐT"], ["Lê Hà", "0912345678"], ["SĐT", "Họ tên", "Email"], [8.49e10, "Lê An"]])
        self.assertEqual(sheet.rows[1].cells[0], "Lê An")
        self.assertLessEqual(set(sheet.rows[1].lost), {1})

    def test_repeated_headings_move_nothing(self):
        sheet = table.read([HEADER, LEADS[0], HEADER, LEADS[1], ["STT", "Tên khách", "Di động", "Ghi chú", "Số tiền"]])
        self.assertEqual((sheet.header, [row.cells for row in sheet.rows]), (HEADER, LEADS))

    def test_a_table_of_things_has_no_leads(self):
        for header, row in (
            (["Sản phẩm", "Số lượng", "Đơn giá"], ["Máy in", "2", "3.500.000"]),
            (["Nguồn", "Số khách", "Tỷ lệ"], ["Facebook", "12", "40%"]),
            (["Nhân viên", "Doanh số", "Chỉ tiêu"], ["Mai", "120.000.000", "100.000.000"]),
        ):
            with self.subTest(header=header):
                sheet = table.read([HEADER, *LEADS, [], header, row, [], MORE[0]])
                self.assertEqual([row.number for row in sheet.rows], [2, 3, 8])

    def test_leads_without_phones_are_no_headings(self):
        header = ["Họ tên", "SĐT", "Nguồn", "Trạng thái"]
        rows = [["Lê Hà", "0912345678", "Zalo", "Mới"], [], ["Khách", "", "Zalo", "Mới"], ["Mai", "", "Web", "Mới"]]
        self.assertEqual([row.number for row in table.read([header, *rows]).rows], [2, 4, 5])

    def test_many_headers_are_read_in_linear_time(self):
        rows = [HEADER]
        for number in range(3000):
            rows += [["SĐT", "Họ tên", f"Cột {number}"], ["0912345678", "Lê Hà", "x"]]
        sheet = table.read(rows)
        self.assertLess(len(sheet.header), 100)
        self.assertTrue(all(row.cells[1] == "Lê Hà" for row in sheet.rows))
