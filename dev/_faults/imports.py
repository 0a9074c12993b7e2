"""Imports: batches of the screen, in the background, their undo, and the file of failed rows."""

import base64

from .case import Case

_ROWS, _BATCH = 600, 100
_FIELDS = ["contact_name", "phone", "email_from"]
_COLUMNS = ["họ tên", "số điện thoại", "email"]
_OPTIONS = {
    "has_headers": True,
    "separator": ";",
    "quoting": '"',
    "encoding": "utf-8",
    "limit": _BATCH,
    "l10n_vn_policy": "skip",
    "l10n_vn_hand_back": True,
}


def list_of(count):
    """Return (str) a list of ``count`` rows; one in fifty is the person before, one in sixty has no readable phone."""
    lines = [f"Khách hàng {number};09{12000000 + number};khach{number}@saomai.vn" for number in range(count)]
    lines = [lines[at - 1] if at % 50 == 7 else line for at, line in enumerate(lines)]
    lines = [f"Khách hỏng {at};09123x;khach" if at % 60 == 9 else line for at, line in enumerate(lines)]
    return "\n".join([";".join(_COLUMNS), *lines])


def open_screen(env, count):
    """Return the id of an import screen with a list of ``count`` rows."""
    values = {"res_model": "crm.lead", "file_name": "hội chợ.csv", "file_type": "text/csv"}
    return env["base_import.import"].create({**values, "file": list_of(count).encode()}).id


def import_batch(env, screen, skip=0, **options):
    """Import the next rows as the screen asks for them; return its answer."""
    record = env["base_import.import"].browse(screen)
    return record.execute_import(_FIELDS, _COLUMNS, {**_OPTIONS, "skip": skip, **options})


class ImportCase(Case):
    small_steps = {"importing.background": {"CHUNK_ROWS": _BATCH}, "importing.undo": {"_STEP": _BATCH}}

    def is_unfinished(self, env):
        found = env["crm.lead.import"].search([])
        return not found or any(record.state not in ("done", "undone") for record in found)

    def words(self, env):
        return " / ".join(record.error or record.notice or record._summary() for record in _imports(env))


class Foreground(ImportCase):
    name, title = "import", "import on the screen"
    faults = ("kill", "restart", "files", "database")
    rows = _ROWS

    def prepare(self, client):
        return {"screen": client.request(lambda env: open_screen(env, self.rows))}

    def work(self, client):
        """Import batch after batch; after a fault from the last answer on, or from the beginning if there was none."""
        while True:
            memory = client.memory
            skip = memory.get("skip", 0)
            answer = client.request(lambda env: import_batch(env, memory["screen"], skip))  # noqa: B023 - called at once
            if not answer["nextrow"]:
                return
            client.remember(skip=answer["nextrow"])


class Background(ImportCase):
    name, title = "import_job", "import in the background"
    no_answer = "(works without its user)"

    def prepare(self, client):
        def start(env):
            import_batch(env, open_screen(env, _ROWS), l10n_vn_background="yes")

        client.request(start)
        return {}

    def work(self, client):
        client.run_action("crm_lead_import_cron", lambda env: not self.is_unfinished(env))


class Undo(ImportCase):
    name, title = "undo", "undo of an import"
    no_answer = "(works without its user)"

    def prepare(self, client):
        def start(env):
            import_batch(env, open_screen(env, _ROWS), limit=None)
            env["ir.config_parameter"].set_param("l10n_vn_crm.import_background_above", _BATCH)

        client.request(start)
        client.request(lambda env: env["crm.lead"].search([], limit=3).write({"description": "Đã gọi"}))
        return {}

    def work(self, client):
        def press(env):
            if _imports(env).state == "done":
                _imports(env).action_undo()

        client.request(press)
        client.run_action("crm_lead_import_cron", lambda env: _imports(env).state == "undone")

    def is_unfinished(self, env):
        return _imports(env).state != "undone"


class FailedRows(ImportCase):
    name, title = "failed_rows", "file of failed rows"
    faults = ("files", "database")
    works_on_full_disk = True
    rows = 1200

    def prepare(self, client):
        client.request(lambda env: import_batch(env, open_screen(env, self.rows), limit=None))
        return {}

    def work(self, client):
        """Download the file; its rows are compared with those of the ledger."""

        def download(env):
            record = _imports(env)
            record.action_download_failed()
            return base64.b64decode(record.failed_file).decode("utf-8-sig").splitlines(), record.failed_count

        lines, count = client.request(download)
        if len(lines) != count + 1:
            raise AssertionError(f"{len(lines) - 1} rows of {count} are in the file")


def _imports(env):
    return env["crm.lead.import"].search([])
