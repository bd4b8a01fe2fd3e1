"""The page about a class, in a browser: what it shows, without a network."""

import pytest

RIGHT = """
def cost(Theta1, Theta2, X, y, lambda_):
    total, count = 0.0, 0
    for row, label in zip(X, y):
        hidden = [squash(sum(w * x for w, x in zip(line, row))) for line in Theta1]
        answer = [squash(sum(w * x for w, x in zip(line, hidden))) for line in Theta2]
        total = total - sum(log(a) if k == label else log(1 - a) for k, a in answer)
        count = count + 1
    return total / count + lambda_ * weigh(Theta1, Theta2)
"""
COPY = RIGHT.replace("total", "sum_of_all").replace("hidden", "a2")
OTHER = """
import numpy as np
h = 1 / (1 + np.exp(-A2 @ Theta2.T))
J = -np.mean(np.sum(np.where(Y, np.log(h), np.log1p(-h)), axis=1))
J += lambda_ / (2 * m) * ((Theta1[:, 1:] ** 2).sum() + (Theta2[:, 1:] ** 2).sum())
"""
NAMES = {"ann": RIGHT, "bo <b>": COPY, "cem": OTHER, "dee": "1", "eve": "5", "fay": "6"}


@pytest.fixture
def site(fakes, make_class, tmp_path):
    folder = make_class(NAMES)
    (folder / "zoe.zip").write_bytes(b"broken")
    fakes.grade_class(
        folder, "--gradebook", tmp_path / "g.db", "--seed", "1",
        "--html", tmp_path / "site", "--similarity",
    )  # fmt: skip
    return tmp_path / "site"


@pytest.fixture
def page(site, chromium):
    from playwright.sync_api import sync_playwright

    complaints = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        context = browser.new_context(
            offline=True, viewport={"width": 380, "height": 700}
        )
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(request.url))
        page.goto((site / "index.html").as_uri())
        yield page
        browser.close()
    assert not complaints


def column(page, i):
    rows = page.locator("table.sortable tbody tr").all()
    return [row.locator("td").nth(i).inner_text().strip() for row in rows]


def test_the_page_in_a_browser(page, site):
    """One browser for all of it: starting one takes most of the time."""
    assert column(page, 0) == [*sorted(NAMES), "zoe"]

    score = page.get_by_role("button", name="Score")
    score.click()
    scores = column(page, 1)
    assert scores[0] == "-", "no grade comes before 0"
    assert list(map(int, scores[1:])) == sorted(map(int, scores[1:]))
    score.click()
    assert column(page, 1) == scores[::-1]
    sorted_by = page.locator("th[aria-sort]")
    assert sorted_by.count() == 1
    assert sorted_by.get_attribute("aria-sort") == "descending"

    pair = page.locator("details")
    assert pair.count() == 1, "only the copy is alike"
    pair.locator("summary").click()
    assert "ann" in pair.locator("summary").inner_text()
    assert pair.locator("mark").count() >= 2
    assert "bo <b>" in pair.locator(".pair").inner_text()

    is_wide = "document.documentElement.scrollWidth > window.innerWidth"
    assert not page.evaluate(is_wide), "nothing sticks out on a phone"

    page.get_by_role("link", name="bo <b>").click()
    assert "bo <b>" in page.locator("h1").inner_text()


def test_every_link_leads_to_a_page(site):
    import re

    links = re.findall(r'href="(submissions/[^"]+)"', (site / "index.html").read_text())
    assert len(links) == len(NAMES)
    assert {str(p.relative_to(site)) for p in site.rglob("submissions/*")} == set(links)
