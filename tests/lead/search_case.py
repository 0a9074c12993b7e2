"""Leads that people look for, and the domain of the search box."""

from lxml import etree
from odoo import Command
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

from ..common import OWN, LeadCase, person

VIEWS = {"lead": "crm.view_crm_case_leads_filter", "opportunity": "crm.view_crm_case_opportunities_filter"}
# Name in the table of searches → values, as people type them.
LEADS = {
    "an": {
        "name": "Hỏi giá máy lọc nước",
        "contact_name": "Anh Nguyễn Văn An",
        "phone": "0912 345 679",
        "email_from": "an.nguyen@saomai.vn",
        "partner_name": "Công ty TNHH Sao Mai",
        "l10n_vn_vat": "0100109106",
    },
    "hoa": {
        "name": "Cần 200 bộ đồng phục",
        "contact_name": "chị TRẦN THỊ HÒA",
        "phone": "01686123459",
        "email_from": "ketoan@hoasen.com.vn",
        "partner_name": "CTCP Thương mại Dịch vụ Hoa Sen",
    },
    "thuy": {
        "name": "Đặt tiệc tất niên",
        "contact_name": "Lê Thị Thuý",
        "phone": "(08) 3822 1234",
        "l10n_vn_zalo": "https://zalo.me/saomai.hcm",
        "partner_name": "DNTN Thủy Tạ",
    },
    "duc": {
        "name": "Báo giá xe nâng",
        "contact_name": "Đặng Minh Đức",
        "phone": "0977.000.111",
        "l10n_vn_phone2": "0124 555 6789",
        "email_from": "duc_dang@datviet.vn",
        "partner_name": "Công ty Cổ phần Đất Việt",
    },
    "quynh": {
        "name": "Demo software",
        "contact_name": "Phạm Quỳnh Như",
        "phone": "+65 6123 4567",
        "email_from": "nhu@acme.sg",
        "partner_name": "Acme Pte Ltd",
    },
    "huy": {
        "name": "Hợp đồng số 12/2026",
        "contact_name": "Nguyễn Hoàng Huy",
        "phone": "(0511) 3822 456",
        "partner_name": "Chi nhánh Đà Nẵng - Công ty TNHH Sao Mai",
        "l10n_vn_vat": "0100109106-001",
    },
    "lan": {
        "name": "Spa hỏi khoá học",
        "contact_name": "Lan Anh",
        "l10n_vn_zalo": "0903 111 222",
        "email_from": "lananh.spa@gmail.com",
    },
    "tai": {
        "name": "Mua 2 máy in",
        "contact_name": "Vũ Đức Tài",
        "phone": "0987654321 / 0123 456 7890",
    },
    "khai": {
        "name": "Giá sỉ",
        "contact_name": "Bùi Minh Khai",
        "phone": "84 905 222 333",
        "partner_name": "Hộ kinh doanh Minh Khai",
        "l10n_vn_vat": "79090001234",
    },
    "duyen": {"name": "Gọi 0933 444 555 sau 5h", "contact_name": "Trịnh Mỹ Duyên"},
}
COMPANY = {"name": "Công ty Cổ phần Núi Ngọc", "is_company": True, "vat": "0101243150"}
CONTACT = {"name": "Ngô Gia Bảo", "email": "bao.ngo@nuingoc.com", "phone": "0914 888 999", "ref": "KH-5512"}


def box_of(env, kind, name, typed):
    """Return the domain of what is typed into the field ``name`` of the search box of leads or opportunities."""
    arch = env["crm.lead"].get_view(env.ref(VIEWS[kind]).id, "search")["arch"]
    [field] = etree.fromstring(arch).xpath(f"//field[@name='{name}']")
    return safe_eval(field.get("filter_domain"), {"self": typed})


class SearchCase(LeadCase):
    """``leads``: those of the table and one more, in both kinds, all of the salesperson *nam*."""

    USERS = {"nam": person("Lê Văn Nam", OWN, login="nam.tim", password="nam.tim")}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.vn")
        cls.customer = cls.env["res.partner"].create({**COMPANY, "child_ids": [Command.create(CONTACT)]})
        cls.leads = {kind: cls.make(kind, cls.nam) for kind in VIEWS}
        # Those of a colleague are nobody else's.
        for kind in VIEWS:
            cls.make(kind, cls.env.ref("base.user_admin"))
        cls.env.flush_all()

    @classmethod
    def make(cls, kind, user):
        """Return {name in the table: id} of new records of ``user``."""
        rows = {
            **LEADS,
            "bao": {"name": "Nâng cấp phần mềm", "partner_id": cls.customer.child_ids.id, "l10n_vn_vat": False},
        }
        leads = cls.env["crm.lead"].create([{**row, "type": kind, "user_id": user.id} for row in rows.values()])
        return dict(zip(rows, leads.ids, strict=True))

    def names(self, kind, ids):
        of_id = {id_: name for name, id_ in self.leads[kind].items()}
        return sorted(of_id.get(id_, "of a colleague, or of the other kind") for id_ in ids)

    def found(self, kind, typed, field="name"):
        domain = Domain.AND([box_of(self.env, kind, field, typed), [("id", "in", list(self.leads[kind].values()))]])
        return self.names(kind, self.env["crm.lead"].search(domain).ids)
