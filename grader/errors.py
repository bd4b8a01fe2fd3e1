"""Whose fault it is: the caller's or ours; a student's failure is a value."""


class UserError(Exception):
    """The caller's mistake; its message is one line for stderr, exit status 2."""


class GraderError(Exception):
    """Our own failure, never a student's; exit status 3."""
