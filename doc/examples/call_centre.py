"""A call centre: who calls, before the phone is picked up; and the result of each talk, once.

    pip install odoorpc
    python3 call_centre.py < events.jsonl

The switchboard writes an event a line. For ``ring`` the answer is who has this number; for ``hung_up`` the lead is
taken by the agent and the result recorded. The number of the call is the ``request_key``: an event that comes twice is
recorded once. Set ODOO_HOST, ODOO_PORT, ODOO_DATABASE, ODOO_LOGIN and ODOO_KEY of the agent.
"""

import http.client
import json
import os
import sys
import time

import odoorpc

TRIES = 6
PAUSE = float(os.environ.get("ODOO_PAUSE", "1"))
DATABASE, LOGIN, KEY = (os.environ[f"ODOO_{name}"] for name in ("DATABASE", "LOGIN", "KEY"))
# Errors that a later try may not meet: too many users at the same moment, or the database restarts.
PASSING = ("ConcurrencyError", "SerializationFailure", "OperationalError")


def remote(service, method, *arguments):
    """Call Odoo through OdooRPC, and again where no answer came.

    ``login()`` of OdooRPC takes the password of a person only; the methods beneath it take API keys.
    """
    for number in range(TRIES):
        if number:
            time.sleep(PAUSE * 2 ** (number - 1))
        try:
            odoo = odoorpc.ODOO(os.environ["ODOO_HOST"], port=int(os.environ["ODOO_PORT"]), version="19.0")
            return odoo.json("/jsonrpc", {"service": service, "method": method, "args": arguments})["result"]
        except odoorpc.error.RPCError as error:
            told = error.info["data"]
            if told["context"].get("code") != "busy" and not told["name"].endswith(PASSING):
                raise SystemExit(str(error)) from None
        except (OSError, http.client.HTTPException, ValueError):
            pass  # no connection, no answer, or half of one
    raise SystemExit("Odoo does not answer: send the events again later.")


def call(verb, ids=None, **arguments):
    positional = [] if ids is None else [ids]
    return remote("object", "execute_kw", DATABASE, user_id, KEY, "crm.lead", verb, positional, arguments)


def ring(event):
    """Return what the agent sees before the phone is picked up."""
    known = call("l10n_vn_lookup", phone=event["phone"])
    return [{name: match[name] for name in ("id", "type", "name", "owner")} for match in known]


def hung_up(event):
    """Record the talk on the open lead of this number; a caller whom nobody knows becomes a new lead."""
    row = {"SĐT": event["phone"], "Họ tên": event.get("name", ""), "external_id": event["call_id"]}
    [came_in] = call("l10n_vn_intake", rows=[row], source="call-centre")
    if not came_in["lead_id"]:
        return {"owner": came_in["owner"], "outcome": came_in["outcome"]}  # a colleague's customer: transfer the call
    [taken] = call("l10n_vn_take", [came_in["lead_id"]], request_key=event["call_id"])
    talk = {"outcome": event["result"], "note": event.get("note", "")}
    if event.get("call_back_on"):
        talk["next_action"] = {"type": "call", "date": event["call_back_on"], "summary": "Gọi lại"}
    [recorded] = call("l10n_vn_record_result", [came_in["lead_id"]], request_key=event["call_id"], **talk)
    return {"lead_id": came_in["lead_id"], "owner": taken["owner"], "outcome": recorded["outcome"]}


if __name__ == "__main__":
    user_id = remote("common", "authenticate", DATABASE, LOGIN, KEY, {})
    for line in sys.stdin:
        event = json.loads(line)
        answer = {"ring": ring, "hung_up": hung_up}[event["event"]](event)
        print(json.dumps(answer, ensure_ascii=False), flush=True)
