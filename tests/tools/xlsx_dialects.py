"""Workbooks as Excel, LibreOffice, Google Sheets and openpyxl write them, and with what none of them writes."""

import io
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
X14AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FORMATS = ["General", "@", "0", "00", "0000000000", "0.00", "0%", "dd/mm/yyyy", "[h]:mm:ss", "0### ### ###"]
FORMATS += ["#,##0", '0000" "000" "000', "mm:ss", '[$-42A]d "tháng" m', "0.00E+00", "General;-0;;@"]
TEXTS = ["Nguyễn Thị Ánh", " Lê Hà ", "0912345678", "", "#N/A", "#VALUE!", "a<b & c>d", 'nói "dạ"', "dòng 1\ndòng 2"]
TEXTS += [
    "_x000D_",
    "_x005F_x000D_",
    "x005F_",
    "\ttab",
    "=1+1",
    "Đ" * 300,
    "😀",
    "1e5",
    "\u200b",
    "a\u00a0b",
    "]]",
    "'",
]
NUMBERS = ["0", "1", "-7", "912345678", "84912345678", "0912345678", "123456789012345678", "9007199254740993", "0.5"]
NUMBERS += ["45000", "45000.75", "1.0", "8.4912345678E10", "1e-7", "0.1", "60", "-3.25", "12345678901234567890123", ""]
NUMBERS += ["1E999", "2958466", " 5", "1_000", "NaN", "+3", "٣"]


class Dialect:
    """How a program writes workbooks; ``oddity``: how often it does what no program does."""

    def __init__(self, chance, oddity=0.0):
        self.chance, self.oddity = chance, oddity
        self.program = chance.choice(("excel", "libreoffice", "google", "openpyxl"))
        # ElementTree of Python, with which openpyxl writes where lxml is missing, has a space here.
        self.blank = chance.choice(("", "", " "))
        self.shared, self.strings = self.program != "openpyxl", []

    def odd(self):
        return self.chance.random() < self.oddity

    def text(self, text):
        chance, markup = self.chance, escape(text)
        if self.program == "openpyxl" or chance.random() < 0.1:
            markup = "".join(letter if ord(letter) < 128 else f"&#{ord(letter)};" for letter in markup)
        if self.odd():
            markup = chance.choice(
                (f"<![CDATA[{text}]]>", f"{markup}<!-- x -->", f"{markup}&nbsp;", f"{markup}&#1;", f"{markup}\r\n",
                 f"{markup}]]>", f"{markup}\x0b", f"{markup}&#xD;", f"{markup}&", f"{markup}<b/>", f"{markup}\ufffe",
                 f"{markup}&#xFFFF;", f"{markup}&#x110000;", f"{markup}&quot;&apos;&#x1F600;", f"{markup}&Lt;")
            )  # fmt: skip
        preserve = ' xml:space="preserve"' if text != text.strip() or chance.random() < 0.2 else ""
        return f"<t{preserve}>{markup}</t>"

    def item(self, text):
        plain, chance = self.text(text), self.chance.random()
        if chance < 0.05:
            return f"<r>{plain}</r><r><rPr><b/><sz val='11'/><color rgb='FFFF0000'/></rPr>{self.text('đậm')}</r>"
        if chance < 0.08:
            return f'{plain}<rPh sb="0" eb="1"><t>kana</t></rPh><phoneticPr fontId="1"/>'
        return f"<t{self.blank}/>" if chance < 0.1 else plain

    def cell(self, place, style):
        chance = self.chance
        kind = chance.choice(
            ("text", "text", "text", "number", "number", "blank", "boolean", "error", "formula", "none")
        )
        attributes = f' r="{place}"' if not self.odd() else ""
        attributes += f' s="{style}"' if style or self.program == "libreoffice" else ""
        if self.odd():
            attributes += chance.choice((' cm="1"', ' t="d"', ' s="99"', ' xmlns="x"', ' x:y="1"', " t='n'", ' r="A1"'))
        if kind == "none":
            return ""
        if kind == "blank":
            return f"<c{attributes}{self.blank}/>" if chance.random() < 0.8 else f"<c{attributes}></c>"
        if kind == "boolean":
            return f'<c{attributes} t="b"><v>{chance.randrange(2)}</v></c>'
        if kind == "error":
            return f'<c{attributes} t="e"><v>{chance.choice(("#N/A", "#REF!", "#Lạ!"))}</v></c>'
        if kind == "text":
            text = chance.choice(TEXTS)
            if not self.shared or chance.random() < 0.1:
                return f'<c{attributes} t="inlineStr"><is>{self.item(text)}</is></c>'
            self.strings.append(self.item(text))
            index = len(self.strings) - 1 if not self.odd() else chance.choice((-1, 99999, "", "x"))
            return f'<c{attributes} t="s"><v>{index}</v></c>'
        number = chance.choice(NUMBERS if self.odd() else NUMBERS[:18])
        typed = ' t="n"' if self.program in ("libreoffice", "openpyxl") else ""
        if kind == "number":
            return f"<c{attributes}{typed}><v>{number}</v></c>"
        formula = chance.choice(
            ("<f>A1+1</f>", '<f t="shared" ref="D2:D9" si="0">A1&amp;"x"</f>', '<f t="shared" si="0"/>', "<f/>",
             '<f aca="false">SUM(A1:A3)</f>', '<f t="array" ref="A1:A2" ca="1">A1</f>')
        )  # fmt: skip
        value = chance.choice((f"<v>{number}</v>", "<v></v>", "", "<v>chữ</v>"))
        typed = ' t="str"' if "chữ" in value else typed
        return f"<c{attributes}{typed}>{formula}{value}</c>"

    def row(self, number, styles):
        chance = self.chance
        attributes = {
            "excel": ' spans="1:6" x14ac:dyDescent="0.25"',
            "libreoffice": ' customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0"'
            ' collapsed="false"',
            "google": chance.choice(("", ' ht="15.75" customHeight="1"')),
            "openpyxl": "",
        }[self.program]
        if self.odd():
            attributes += chance.choice(
                (' r="3"', ' xmlns="x"', ' y:z="1"', ' ht="1" ht="1"', ' new="1"', " hidden='1'")
            )
        number = number if not self.odd() else chance.choice((1, number + 3, "", "x", "1.0"))
        named = f' r="{number}"' if number != "" else ""
        columns = list("ABCDEF")
        if self.odd():
            chance.shuffle(columns)
        cells = "".join(self.cell(f"{letter}{number}", chance.randrange(styles)) for letter in columns)
        if self.odd():
            cells += chance.choice(
                ("<!-- x -->", " ", "chữ", "<?x?>", "<extLst/>", '<c r="ZZ1"><v>1</v></c>', '<c r="G1"/><c r="G1"/>',
                 '<c r="ZZZ9"><v>1</v></c>', '<c r="H1"><v>1</v><v>2</v></c>', '<c r="I1"><f>"</c>"</f></c>',
                 "</row><row>")
            )  # fmt: skip
        return f"<row{named}{attributes}>{cells}</row>" if cells else f"<row{named}{attributes}{self.blank}/>"

    def rows(self, styles):
        number = 0
        for _row in range(self.chance.randrange(1, 9)):
            number += 1 if self.chance.random() < 0.8 else self.chance.randrange(1, 5)
            yield self.row(number, styles)

    def parts(self):
        """Return {name: text} of a workbook of one sheet."""
        chance = self.chance
        codes = [code for code in FORMATS if chance.random() < 0.6] or ["General"]
        formats = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
                          for at, code in enumerate(codes))  # fmt: skip
        ids = [0, 1, 9, 14, 22, 49, *range(164, 164 + len(codes))]
        styles = "".join(f'<xf numFmtId="{id_}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for id_ in ids)
        rows = "".join(self.rows(len(ids)))
        before = chance.choice(
            ("", '<dimension ref="A1:F5"/>', '<dimension ref="A1"/>', '<cols><col min="1" max="2"/></cols>')
        )
        margins = '<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/>'
        merged = '<mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>'
        after = chance.choice(("", "", merged, margins))
        if self.odd():
            second = '<sheetData><row r="77"><c r="A77"><v>1</v></c></row></sheetData>'
            link = '<hyperlinks><hyperlink ref="A1"/></hyperlinks>'
            after += chance.choice(("<row r='99'/>", "<mergeCells", link, "<!--x-->", second))
        declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + chance.choice(("", "\n", "\r\n"))
        spaces = f' xmlns="{MAIN}" xmlns:r="{OFFICE}"' + (f' xmlns:x14ac="{X14AC}"' if self.program == "excel" else "")
        if self.odd():
            other, entity = '<?xml version="1.0" encoding="UTF-16"?>', '<!DOCTYPE worksheet [<!ENTITY nbsp "lạ">]>'
            declared = chance.choice(("", "\ufeff", other, declared + "<!DOCTYPE a []>", declared + entity))
        if self.odd():
            twice = f' xmlns="{MAIN}" xmlns="{MAIN}"'
            spaces = chance.choice((f' xmlns="{MAIN}"', f' xmlns:m="{MAIN}"', f" xmlns='{MAIN}'", ' xmlns="lạ"', twice))
        strings = "".join(f"<si>{item}</si>" for item in self.strings)
        epoch = '<workbookPr date1904="1"/>' if chance.random() < 0.1 else ""
        return {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
            f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPES}.sharedStrings+xml"/></Types>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{epoch}<sheets>'
            '<sheet name="Khách" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
            "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
            f"<cellStyleXfs><xf/></cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>",
            "xl/worksheets/sheet1.xml": f"{declared}<worksheet{spaces}>{before}<sheetData>{rows}</sheetData>{after}"
            "</worksheet>",
            "xl/sharedStrings.xml": f'{declared}<sst xmlns="{MAIN}" count="{len(self.strings)}">{strings}</sst>',
        }


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def damaged(chance, content):
    """Return ``content`` (bytes) with some bytes cut, copied, changed or inserted."""
    content = bytearray(content)
    for _time in range(chance.randrange(1, 3)):
        at = chance.randrange(len(content))
        end = min(at + chance.randrange(1, 30), len(content))
        signs = (
            b"<",
            b">",
            b"&",
            b'"',
            b"</c>",
            b"<c ",
            b"</row>",
            b"<row>",
            b"</v>",
            b"</si>",
            b"<si>",
            b"</sheetData>",
        )
        inserted = chance.choice((b"", bytes(content[at:end]), bytes([chance.randrange(256)]), *signs, b"</sheetData>"))
        content[at : end if chance.random() < 0.4 else at] = inserted
    return bytes(content)
