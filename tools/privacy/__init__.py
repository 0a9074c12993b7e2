"""Personal data: traces of a person in texts."""
