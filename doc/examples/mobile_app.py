"""A mobile app of salespeople: what is done without a network is sent later, once, in the order in which it was done.

    python3 mobile_app.py take 1207
    python3 mobile_app.py result 1207 no_answer "Máy bận"
    python3 mobile_app.py sync

Each action is first written to the phone's database with a key of its own (``request_key``) and then sent. The key is
kept with the action: it may be sent as often as needed, for seven days, and is done once.
"""

import json
import sqlite3
import sys
import uuid

from verbs import NoAnswer, Refused, call


def opened(path="actions.sqlite"):
    phone = sqlite3.connect(path)
    phone.execute("CREATE TABLE IF NOT EXISTS action (id INTEGER PRIMARY KEY, verb, lead_id INTEGER, arguments)")
    return phone


def keep(phone, verb, lead_id, **arguments):
    arguments["request_key"] = str(uuid.uuid4())
    with phone:
        phone.execute(
            "INSERT INTO action (verb, lead_id, arguments) VALUES (?, ?, ?)", (verb, lead_id, json.dumps(arguments))
        )


def sync(phone):
    """Send what waits, oldest first; an action leaves the phone when it is answered."""
    for number, verb, lead_id, arguments in phone.execute("SELECT * FROM action ORDER BY id").fetchall():
        try:
            [answer] = call(verb, [lead_id], **json.loads(arguments))
        except NoAnswer:
            print("No network: the actions are kept, and sent by the next sync.")
            return False
        except Refused as refusal:
            answer = {"lead_id": lead_id, "outcome": "refused", "error": {"message": str(refusal)}}
        with phone:
            phone.execute("DELETE FROM action WHERE id = ?", (number,))
        print(verb, answer["lead_id"], answer["outcome"], answer["error"]["message"], answer.get("owner", ""))
    return True


if __name__ == "__main__":
    phone, (action, *words) = opened(), sys.argv[1:]
    if action == "take":
        keep(phone, "l10n_vn_take", int(words[0]))
    elif action == "result":
        keep(phone, "l10n_vn_record_result", int(words[0]), outcome=words[1], note=" ".join(words[2:]))
    sys.exit(0 if sync(phone) else 1)
