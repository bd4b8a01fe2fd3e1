"""The instructors' guide names what there is."""

import argparse
import re

from grader import classroom
from grader.exports.menu import EXPORTS

DASK = {"--protocol", "--port", "--no-dashboard", "--nworkers", "--nthreads"}


def test_every_option_of_the_guide_exists_and_no_export_is_left_out(repository):
    guide = (repository / "grader" / "CLASS.md").read_text(encoding="utf-8")
    parser = argparse.ArgumentParser()
    classroom.add_arguments(parser)
    named = set(re.findall(r"(?<!-)--[a-z][a-z-]+", guide)) - DASK
    known = {option for action in parser._actions for option in action.option_strings}
    assert named <= known
    assert {"--" + name for name in EXPORTS} <= named
    assert {"--gradebook", "--regrade", "--roster", "--similarity"} <= named
