"""People who work with a running Odoo over HTTP, as ``dev load`` and ``dev soak`` need them.

server.py   Odoo in worker mode · browser.py a logged-in person's calls, errors by kind
screens.py  what the web client asks for, read from views · mailer.py mails through the gateway
lists.py    the import screen · tally.py times and errors, printed as tables
load_*.py   the calls of ``dev load`` · soak_*.py the work and the invariants of ``dev soak``
fill_*.py   run inside an Odoo shell, behind ``_bench/data.py``: the company and its data
"""
