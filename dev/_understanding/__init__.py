"""Lists, mails and cards as Vietnamese companies get them, made anew for each seed, with the truth beside.

``python3 dev bench understanding`` lets the addon read them through its own doors and counts what came out right,
missing or wrong. What is made here shares no text with the samples of the tests.

people.py   who they are: names, companies, phones, provinces · world.py draws them · spelling.py how they are written
columns.py  columns of lists, each with what it says · noise.py,
odd.py what says nothing about a person · sheet.py files
lists/      kinds of lists, one file for each family · mails/ kinds of mails · cards/ kinds of business cards
doors.py    reading by the addon, inside Odoo · judge.py truth beside the lead · report.py the table printed
"""
