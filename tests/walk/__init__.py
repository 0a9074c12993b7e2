"""A walk through all screens of the addon in one browser, and the checks that are made on each of them.

* :data:`.table.SCREENS` names every screen: address, steps that open its dialogs and tabs, user.
* :class:`.walker.Walker` shows them one by one at several widths; a width on the phone loads the page anew, because
  Odoo chooses its small screens at loading.
* :data:`.checks.CHECKS` are functions ``look(page, screen, width)`` that return what is wrong, as texts, and the widths
  at which they look. ``page.run(code)`` runs JavaScript on the screen and returns its result.
* ``test_walk.py`` walks once, with all checks, and has one test for each of them.
"""
