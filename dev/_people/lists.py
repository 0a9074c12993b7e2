"""Lists of leads through the import screen: upload, preview, batches."""

import csv
import io

COLUMNS = ["name", "contact_name", "partner_name", "email_from", "phone", "street", "city", "description"]
# As the screen sends them: batches of 2,000 rows, dates and numbers as it guesses them.
OPTIONS = {
    "has_headers": True,
    "separator": ",",
    "quoting": '"',
    "encoding": "utf-8",
    "limit": 2000,
    "skip": 0,
    "float_thousand_separator": ",",
    "float_decimal_separator": ".",
}


def written(rows, columns=COLUMNS):
    """Return the CSV file of ``rows`` (dicts) as bytes; headings are the names of the columns."""
    out = io.StringIO()
    csv.writer(out).writerows([columns, *([row.get(column, "") for column in columns] for row in rows)])
    return out.getvalue().encode()


def opened(browser, content, name):
    """Upload a file and look at its preview as the screen does; return the id of the screen's record."""
    [screen] = browser.call("base_import.import", "create", [{"res_model": "crm.lead"}])
    browser.upload("/base_import/set_file", content, name, "text/csv", id=screen)
    browser.call("base_import.import", "parse_preview", screen, OPTIONS, context={"default_type": "lead"})
    return screen


def imported(browser, screen, columns=COLUMNS, more=None):
    """Import batch by batch; yield the answer to each.

    :param dict more: further options
    """
    options = {**OPTIONS, **(more or {})}
    while True:
        answer = browser.call(
            "base_import.import", "execute_import", screen, columns, columns, options, context={"default_type": "lead"}
        )
        yield answer
        if not answer.get("nextrow"):
            return
        options["skip"] = answer["nextrow"]
