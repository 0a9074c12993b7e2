"""Prettier, which lays out XML and JavaScript as the OCA does."""

from _node import packages, program, run


def prettier(*arguments):
    """Run prettier with ``arguments``; return the finished process."""
    words = [program("node"), str(packages() / "node_modules/prettier/bin/prettier.cjs"), "--config"]
    # Prettier looks for its plugins from the folder it runs in.
    return run([*words, str(packages() / "prettier.json"), *arguments], cwd=packages())
