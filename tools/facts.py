"""Tables of facts: the CSV files in ``data/``, read once.

Sources:

* ``phone_prefixes``: Decision 798/QĐ-BTTTT (mobile prefixes of 2018), Decision 2036/QĐ-BTTTT (area codes of 2017),
  lists of the operators; compared with libphonenumber
* ``provinces``, ``province_aliases``: Resolution 202/2025/QH15 (63 provinces became 34), Odoo's ``res.country.state``;
  spellings and abbreviations from lists of leads
* ``districts``: the list of the General Statistics Office up to 2025-06-30, with the districts abolished in 2021
* ``wards``: the wards of today by province, Decision 19/2025/QĐ-TTg (as listed by the package ``vietnam-provinces``)
* ``countries``: ISO 3166-1; Vietnamese names of the Ministry of Foreign Affairs, others from lists of leads
* ``surnames``: Lê Trung Hoa, "Họ và tên người Việt Nam" (2005), and names of members of the National Assembly;
  ``ambiguous``: 1 for a given name too, 2 for a surname only before a middle name such as Thị, Văn, A; ``people``: of
  surnames that are not those of the Kinh alone
* ``legacy_encodings``: the standards TCVN 5712:1993, VISCII (RFC 1456), VIQR (RFC 1456) and the font tables of VNI
* ``syllable_parts``: Vietnamese orthography
* ``odoo_code_terms``, ``odoo_names``: terms of Odoo 19 that its Vietnamese translation lacks, or has wrong
* all others: words of Vietnamese lists, forms and mails, collected for this addon

>>> facts('syllable_parts')[0]
{'part': 'onset', 'text': 'b'}
"""

import csv
from functools import cache
from pathlib import Path

# A row of a table: column → text.
Row = dict[str, str]

_DATA = Path(__file__).parent / "data"


@cache
def facts(name: str) -> tuple[Row, ...]:
    """Return the rows of a table, each a dict of column → text. They are shared by all callers: do not change them.

    :param name: name of the file in ``data/``, without ``.csv``
    """
    with open(_DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
