"""No wall but a process of its own for every part: where there is no fork (Windows)."""

def what_is_missing() -> str:
    """Return why this wall cannot stand here: it always can."""
    return ""


def works() -> bool:
    """Return whether this wall can stand here."""
    return True
