"""A piece of work that is hit by faults: how it begins, how it goes on, and what it leaves."""


class Case:
    """Base of the cases. One object does all tries, in forks: it keeps nothing but what :meth:`prepare` returns."""

    name = ""
    #: What the table calls it.
    title = ""
    #: Constants of the addon that make steps small, {module below models: {name: value}}.
    small_steps = {}
    #: Kinds of faults that hit it.
    faults = ("kill", "restart")
    #: Whether it reads only, so that a full disk need not stop it.
    works_on_full_disk = False
    #: What a user who waits for the answer sees where none comes.
    no_answer = "Connection lost. Trying to reconnect..."

    def prepare(self, client):
        """Make what the work needs; return what the client remembers of it (dict that JSON can hold)."""
        raise NotImplementedError

    def work(self, client):
        """Do the work, or go on with it as the client would after a fault."""
        raise NotImplementedError

    def serve(self, client):
        """Answer requests without end; only cases whose server is another process than the client have this."""

    def is_unfinished(self, env):
        """Return whether something is left that neither goes on by itself nor can be done again."""
        raise NotImplementedError

    def words(self, env):
        """Return what the screen says about the work (str)."""
        return ""
