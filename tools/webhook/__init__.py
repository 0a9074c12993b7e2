"""Web hooks: what platforms post about customers, as rows of leads.

:mod:`.body` reads the body of a request within limits, :mod:`.signature` verifies who has sent it, :mod:`.events` finds
the records of customers in it, :mod:`.rows` makes rows of them: by the table of paths of the platform, and by
:mod:`.flat` for what is left to the vocabulary.
"""
