import json
import subprocess
import sys

import pytest

from ex4.lab.__main__ import Progress, main
from ex4.lab.catalogue import EXPERIMENTS, question


def test_without_a_name_it_lists_the_questions(capsys):
    assert main([]) == 0
    printed = capsys.readouterr().out
    for name in EXPERIMENTS:
        assert f"{name} " in printed
        assert question(name) in printed


def test_listing_loads_neither_matplotlib_nor_scipy():
    code = (
        "import sys; from ex4.lab.__main__ import main; main([]);"
        "assert not {'matplotlib', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_a_name_gives_table_conclusion_and_figure(capsys, tmp_path):
    assert main(["depth", "--figures", str(tmp_path), "--seed", "3"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(question("depth"))
    assert "57.67" in printed
    assert "seed 3" in printed
    assert (tmp_path / "lab-depth.png").exists()


def test_json_gives_the_numbers_and_nothing_else(capsys, tmp_path):
    assert main(["losses", "--json", "--figures", str(tmp_path)]) == 0
    read = json.loads(capsys.readouterr().out)
    assert len(read["numbers"]["rows"]) == 4


def test_one_seed_one_answer(capsys, tmp_path):
    answers = []
    for seed in ("5", "5", "6"):
        main(["losses", "--json", "--seed", seed, "--figures", str(tmp_path)])
        answers.append(json.loads(capsys.readouterr().out)["numbers"])
    assert answers[0] == answers[1] != answers[2]


def test_all_writes_every_figure_and_one_page(capsys, tmp_path, monkeypatch):
    quick = {name: EXPERIMENTS[name] for name in ("depth", "losses")}
    monkeypatch.setattr("ex4.lab.__main__.EXPERIMENTS", quick)
    assert main(["all", "--figures", str(tmp_path)]) == 0
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {"lab-depth.png", "lab-losses.png", "lab.html"}
    page = (tmp_path / "lab.html").read_text(encoding="utf-8")
    assert page.count("data:image/png") == 2
    assert str(tmp_path / "lab.html") in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "invalid choice: 'nonsense'"),
        (["depth", "--seed", "-1"], "'-1' is not a whole number from 0"),
        (["depth", "--seed", "x"], "'x' is not a whole number from 0"),
    ],
)
def test_a_wrong_word_is_answered_in_one_line(capsys, arguments, message):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert message in capsys.readouterr().err.replace("‘", "'")


def test_missing_data_are_the_caller_s_mistake(capsys, tmp_path):
    missing = str(tmp_path / "none.mat")
    assert main(["depth", "--data", missing, "--figures", str(tmp_path)]) == 2
    assert missing in capsys.readouterr().err


def test_figures_that_cannot_be_written_are_the_caller_s_mistake(capsys, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["losses", "--figures", str(tmp_path / "file")]) == 2
    error = capsys.readouterr().err
    assert str(tmp_path / "file") in error
    assert "Traceback" not in error


def test_progress_is_silent_for_two_seconds_and_then_rare(capsys, monkeypatch):
    now = iter([0.0, 1.0, 2.5, 3.0, 5.0])
    monkeypatch.setattr("ex4.lab.__main__.perf_counter", lambda: next(now))
    progress = Progress("symmetry")
    for what in ("a", "b", "c", "d"):
        progress(what)
    assert capsys.readouterr().err == "symmetry: 2 s, b ...\nsymmetry: 5 s, d ...\n"
