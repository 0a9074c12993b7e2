# What the screens of leads and opportunities can be asked: read from views, actions and menus, and timed as one user.
import datetime
import json
import re
import statistics

import dateutil.relativedelta
from lxml import etree
from odoo.fields import Domain
from odoo.tools import SQL

LONGEST = 0.4  # seconds; what takes longer is not repeated
SEARCHES = {"lead": "crm.view_crm_case_leads_filter", "opportunity": "crm.view_crm_case_opportunities_filter"}
LISTS = {"lead": "crm.crm_case_tree_view_leads", "opportunity": "crm.crm_case_tree_view_oppor"}
BOARDS = {"lead": "crm.view_crm_lead_kanban", "opportunity": "crm.crm_case_kanban_view_leads"}
# What the window of Odoo shows of one lead.
WIZARD = {
    "action": {},
    "lead_id": {"fields": {"display_name": {}}},
    "duplicated_lead_ids": {"fields": {"id": {}, "name": {}, "contact_name": {}, "email_from": {}, "phone": {}}},
    "partner_id": {"fields": {"display_name": {}}},
    "user_id": {"fields": {"display_name": {}}},
    "team_id": {"fields": {"display_name": {}}},
}


def words(env):
    """Return the names that domains and contexts of views are evaluated with, as the web client does."""
    user = env.user

    class Days:
        def __call__(self):
            return datetime.date.today()

    return {
        "uid": user.id,
        "user": user,
        "context": dict(env.context, uid=user.id),
        "context_today": Days(),
        "datetime": datetime,
        "relativedelta": dateutil.relativedelta.relativedelta,
        "time": time,
        "active_id": False,
        "active_ids": [],
        "allowed_company_ids": env.companies.ids,
        "company_id": env.company.id,
        "current_date": str(datetime.date.today()),
        "True": True,
        "False": False,
    }


def evaluated(env, text, empty):
    return eval(text, {}, words(env)) if text and text.strip() else empty


def arch_of(env, xmlid, kind):
    view = env.ref(xmlid, raise_if_not_found=False)
    return view and etree.fromstring(env["crm.lead"].get_view(view.id, kind)["arch"])


def collect_items(env):
    """Return what can be asked: list of dicts with kind (page, group, board), title, domain, groupby, aggregates."""
    items = []
    for kind, xmlid in SEARCHES.items():
        base = [("type", "=", kind)]
        items.append({"what": "page", "of": kind, "title": "all", "domain": base})
        for node in arch_of(env, xmlid, "search").iter("filter"):
            items += from_filter(env, node, kind, base)
        items += from_board(env, kind, base)
        items += from_search(env, kind)
        items.append({"what": "form", "of": kind, "title": "ten of them", "domain": base})
    items.append({"what": "duplicates", "of": "lead", "title": "of 80 leads", "domain": [("type", "=", "lead")]})
    items.append({"what": "wizard", "of": "lead", "title": "ten opened", "domain": [("type", "=", "lead")]})
    for period in ("week", "month", "quarter", "year"):
        items.append({"what": "report", "of": "lead", "title": period, "domain": []})
    items.append({"what": "day", "of": "lead", "title": "My Day", "domain": []})
    items.append({"what": "day", "of": "lead", "title": "numbers beside the lists", "domain": []})
    return [*items, *from_actions(env)]


def from_filter(env, node, kind, base):
    name = node.get("name") or node.get("string")
    if groupby := evaluated(env, node.get("context"), {}).get("group_by"):
        groupby = with_granularity(env, groupby)
        if groupby:
            yield {"what": "group", "of": kind, "title": name, "domain": base, "groupby": groupby}
        return
    if node.get("date"):  # the client's choice of a month: the present one
        first = datetime.date.today().replace(day=1)
        last = first + dateutil.relativedelta.relativedelta(months=1)
        chosen = [(node.get("date"), ">=", str(first)), (node.get("date"), "<", str(last))]
    else:
        chosen = evaluated(env, node.get("domain"), [])
    if chosen:
        yield {"what": "page", "of": kind, "title": name, "domain": list(Domain(base) & Domain(chosen)), "filter": True}


def with_granularity(env, groupby):
    """Return the first field to group by, a date by month as in the web client; nothing for properties."""
    [name] = [groupby] if isinstance(groupby, str) else groupby[:1]
    field = env["crm.lead"]._fields[name.split(":")[0]]
    if field.type == "properties":
        return []
    return [f"{name}:month" if field.type in ("date", "datetime") and ":" not in name else name]


def from_search(env, kind):
    """Yield what people type into the search box; each database searches as its own view says."""
    for often, texts in (("rare", RARE), ("frequent", FREQUENT)):
        for typed in texts:
            yield {"what": "search", "of": kind, "title": f"{often} {typed}", "domain": [], "typed": typed}


def boxed_in(env, item):
    """Return the domain of what is typed into the search box, as the view of this database has it."""
    [domain] = arch_of(env, SEARCHES[item["of"]], "search").xpath("//field[@name='name']/@filter_domain")
    return list(Domain("type", "=", item["of"]) & Domain(eval(domain, {"self": item["typed"]})))


def from_board(env, kind, base):
    arch = arch_of(env, BOARDS[kind], "kanban")
    if arch is None:
        return
    if groupby := arch.get("default_group_by"):
        yield {"what": "group", "of": kind, "title": f"board {groupby}", "domain": base, "groupby": [groupby]}
        for bar in arch.iter("progressbar"):
            progress = {"field": bar.get("field"), "colors": json.loads(bar.get("colors", "{}"))}
            if bar.get("sum_field"):
                progress["sum_field"] = bar.get("sum_field")
            yield {"what": "board", "of": kind, "title": f"progress {bar.get('field')}", "domain": base,
                   "groupby": [groupby], "progress": progress}  # fmt: skip


def from_actions(env):
    """Yield the records of each action that a menu or a view opens, with the filters that it turns on."""
    for action in env["ir.actions.act_window"].sudo().search([("res_model", "=", "crm.lead")], order="id"):
        [(_id, xmlid)] = (action.get_external_id() or {0: ""}).items()
        try:
            domain = evaluated(env, action.domain, [])
            context = evaluated(env, action.context, {})
        except Exception:  # an action that needs the record it is opened from
            continue
        kind = "lead" if "'lead'" in (action.domain or "") else "opportunity"
        search = action.search_view_id and action.search_view_id.get_external_id()[action.search_view_id.id]
        arch = arch_of(env, search or SEARCHES[kind], "search")
        chosen, groupby = Domain(domain), None
        for node in arch.iter("filter"):
            if context.get(f"search_default_{node.get('name')}"):
                if group := evaluated(env, node.get("context"), {}).get("group_by"):
                    groupby = with_granularity(env, group)
                elif node.get("domain"):
                    chosen &= Domain(evaluated(env, node.get("domain"), []))
        item = {"of": kind, "title": f"action {xmlid.split('.')[-1]}", "domain": list(chosen), "action": True}
        yield {**item, "what": "group", "groupby": groupby} if groupby else {**item, "what": "page"}


def columns(env, kind):
    """Return the specification of the list's columns, hidden ones too, as the web client asks, and its order."""
    arch = arch_of(env, LISTS[kind], "list")
    spec = {}
    for node in arch.xpath("//field[not(ancestor::field)]"):
        field = env["crm.lead"]._fields[node.get("name")]
        spec[field.name] = {}
        if field.type in ("many2one", "many2many"):
            spec[field.name] = {"fields": {"display_name": {}}}
        elif field.type == "one2many":
            spec[field.name] = {"fields": {}}
    return spec, arch.get("default_order")


def form_columns(env):
    """Return the specification of the form's fields, as the web client asks."""
    spec = {}
    for node in arch_of(env, "crm.crm_lead_view_form", "form").xpath("//field[not(ancestor::field)]"):
        field = env["crm.lead"]._fields[node.get("name")]
        spec[field.name] = {"fields": {"display_name": {}}} if field.type in ("many2one", "many2many") else {}
    return spec


def known(env, item):
    """Return whether this database has all fields of ``item``."""
    if item["what"] in ("report", "day"):
        return "crm.lead.my.day" in env
    names = [item["groupby"][0].split(":")[0]] if item.get("groupby") else []
    names += [part[0] for part in item["domain"] if isinstance(part, (list, tuple))]
    for name in names:
        model = env["crm.lead"]
        for part in str(name).split("."):
            if part not in model._fields and part != "id":
                return False
            if part in model._fields and model._fields[part].comodel_name:
                model = env[model._fields[part].comodel_name]
    return True


def ask(env, item, spec, order):
    leads = env["crm.lead"]
    if item["what"] == "form":
        for lead in leads.search(item["domain"], limit=10, order="id desc"):
            env.invalidate_all()
            lead.web_read(FORMS[0])
        return 10
    if item["what"] == "duplicates":
        return sum(leads.search(item["domain"], limit=80, order="id desc").mapped("duplicate_lead_count"))
    if item["what"] == "wizard":
        wizards = env["crm.lead2opportunity.partner"]
        for lead in leads.search(item["domain"], limit=10, order="id desc"):
            env.invalidate_all()
            opened = wizards.with_context(active_model="crm.lead", active_id=lead.id, active_ids=lead.ids)
            opened.onchange({}, [], WIZARD)
        return 10
    if item["what"] == "report":
        return env["crm.lead.manager.report"].get_report({"period": item["title"]})["total"].get("new", 0)
    if item["what"] == "day":
        return len(leads.l10n_vn_count_lists() if "lists" in item["title"] else env["crm.lead.my.day"].get_day())
    if item["what"] == "page":
        return leads.web_search_read(item["domain"], spec, limit=80, order=order, count_limit=10001)["length"]
    if item["what"] == "count":
        return leads.search_count(item["domain"], limit=10001)
    if item["what"] == "group":
        sums = [name for name in ("expected_revenue:sum",) if item["of"] == "opportunity"]
        return leads.web_read_group(item["domain"], item["groupby"], ["__count", *sums], limit=80)["length"]
    found = leads.read_progress_bar(item["domain"], item["groupby"][0], item["progress"])
    return sum(sum(value for value in group.values() if isinstance(value, int)) for group in found.values())


def timed(env, item, spec, order):
    """Return milliseconds of processor time, the median of up to five times, and what was found."""
    seconds = []
    started = time.monotonic()
    for turn in range(6):
        env.invalidate_all()
        before = cpu(env)
        found = ask(env, item, spec, order)
        seconds.append(cpu(env) - before)
        if turn and time.monotonic() - started > LONGEST:
            break
    return round(1000 * statistics.median(seconds[1:]), 1), found


def cpu(env):
    """Return the seconds that Python and the backend have worked; Linux counts them in nanoseconds."""
    global BACKEND
    if not BACKEND:
        env.cr.execute("SELECT pg_backend_pid()")
        BACKEND = env.cr.fetchone()[0]
    return time.process_time() + int(Path(f"/proc/{BACKEND}/schedstat").read_text().split()[0]) / 1e9


BACKEND = 0


def plan(env, item):
    """Return how PostgreSQL finds the records: names of indexes, "table" for a scan of all leads."""
    query = env["crm.lead"]._search(item["domain"], limit=80, order=item.get("order"))
    lines = [line for [line] in env.execute_query(SQL("EXPLAIN %s", query.select()))]
    text = "\n".join(lines)
    used = list(dict.fromkeys(re.findall(r"Index(?: Only)? Scan(?: Backward)? (?:using|on) \"?(\w+)", text)))
    if re.search(r"Seq Scan on crm_lead\b", text):
        used.insert(0, "table")
    return ", ".join(name.removeprefix("crm_lead_").removeprefix("l10n_vn_") for name in used[:3])


def run(env, items, chosen):
    env.cr.execute(
        "SET LOCAL max_parallel_workers_per_gather = 0"
    )  # so that all work is in the backend that is measured
    out = []
    for item in items:
        if chosen and chosen not in f"{item['what']} {item['of']} {item['title']}":
            continue
        if not known(env, item):
            out.append(None)
            continue
        if item["of"] not in SPECS:
            SPECS[item["of"]] = columns(env, item["of"])
        spec, order = SPECS[item["of"]]
        if item["what"] == "form" and not FORMS:
            FORMS.append(form_columns(env))
        if item.get("typed"):
            item = {**item, "what": "page", "domain": boxed_in(env, item)}
        try:
            milliseconds, found = timed(env, item, spec, order)
            env.invalidate_all()
            queries = env.cr.sql_log_count
            ask(env, item, spec, order)
            queries = env.cr.sql_log_count - queries
            used = plan(env, {**item, "order": order}) if item["what"] == "page" else ""
        except Exception as error:  # shown in the table: one that fails does not end the others
            env.cr.rollback()
            env.cr.execute("SET LOCAL max_parallel_workers_per_gather = 0")
            milliseconds, found, used, queries = -1, 0, repr(error)[:150], 0
        out.append([milliseconds, found, used, queries])
    return out


SPECS, FORMS = {}, []
user = env["res.users"].search([("login", "=", LOGIN)])
companies = user.company_ids.ids
env = env(
    user=user, su=False, context={"lang": "vi_VN", "tz": user.tz, "uid": user.id, "allowed_company_ids": companies}
)
if ITEMS is None:
    ITEMS, seen = [], set()
    for item in collect_items(env):
        item["domain"] = list(Domain(item["domain"]))
        key = repr([item.get(name) for name in ("what", "of", "domain", "groupby", "progress", "typed")])
        if key not in seen:  # several menus open one list
            seen.add(key)
            ITEMS.append(item)
ITEMS = json.loads(json.dumps(ITEMS, default=str))
print("MEASURED" + json.dumps({"items": ITEMS, "found": run(env, ITEMS, CHOSEN)}))
env.cr.rollback()
