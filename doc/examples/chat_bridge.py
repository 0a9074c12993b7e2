"""A bridge of Zalo and Facebook: messages of both platforms become leads, once, however often they are delivered.

    python3 chat_bridge.py < events.jsonl

A line is an event as the platform sends it: the form of an official account of Zalo (``user_submit_info``), or a lead
of Facebook Lead Ads as the Graph API gives it. Both platforms deliver an event again where they saw no answer in time;
its id is the ``external_id``, so that it is answered again and makes nothing.
"""

import json
import sys

from verbs import NoAnswer, Refused, call


def of_zalo(event):
    info = event["info"]
    return {
        "external_id": f"{event['sender']['id']}-{event['timestamp']}",
        "Họ tên": info.get("name"),
        "SĐT": info.get("phone"),
        "Địa chỉ": info.get("address"),
        "Tỉnh": info.get("city"),
    }


def of_facebook(event):
    # The form's own questions are headings: "full_name" and "phone_number" are known, others go into the notes.
    answers = {field["name"]: ", ".join(field["values"]) for field in event["field_data"]}
    return {**answers, "external_id": event["id"]}


def read(event):
    """Return the source of an event and its row; None for one that is no lead, such as a message that was seen."""
    if event.get("event_name") == "user_submit_info":
        return "zalo", of_zalo(event)
    if "field_data" in event:
        return "facebook", of_facebook(event)
    return None


if __name__ == "__main__":
    failed = 0
    for line in sys.stdin:
        if not (known := read(json.loads(line))):
            continue
        source, row = known
        try:
            [answer] = call("l10n_vn_intake", rows=[row], source=source)
        except (NoAnswer, Refused) as error:
            # Not acknowledged: the queue, or the platform, delivers the event again.
            sys.exit(f"{source} {row['external_id']}: {error}")
        failed += answer["outcome"] == "failed"
        shown = {name: answer[name] for name in ("outcome", "lead_id", "matched_by")}
        print(source, row["external_id"], json.dumps(shown), answer["error"]["message"], flush=True)
    sys.exit(1 if failed else 0)
