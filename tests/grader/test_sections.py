"""Sections cut out of a handout."""

import doctest

import pytest

from grader import sections
from grader.sections import section

HANDOUT = """# Neural networks
Hello.
## 1 Cost
One.
### 1.4 Regularized cost
Four.
```python
# 2.1 is only a comment
```
More.
## 2 Gradient
Two.
### 2.1 Slope
Slope.
### 2.10 Last
Ten.
"""


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        ("1", "## 1 Cost", "More."),
        ("1.4", "### 1.4 Regularized cost", "More."),
        ("2.1", "### 2.1 Slope", "Slope."),
        ("2.10", "### 2.10 Last", "Ten."),
    ],
)
def test_a_section_ends_where_the_next_begins(number, first, last):
    lines = section(HANDOUT, number).splitlines()
    assert (lines[0], lines[-1]) == (first, last)


@pytest.mark.parametrize("number", ["3", "", "1.40", "."])
def test_an_unknown_section_is_empty(number):
    assert section(HANDOUT, number) == ""


def test_the_example_is_true():
    assert doctest.testmod(sections).failed == 0
