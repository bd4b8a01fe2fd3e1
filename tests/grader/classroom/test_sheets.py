"""Sheets of Canvas and Moodle: the right cells filled in, all others as they were."""

import csv
from io import StringIO

import pytest

from grader.errors import UserError
from grader.exports.sheet import Sheet

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Neural Networks Learning (881),"
    "Essay (882),Current Score\r\n"
    "    Points Possible,,,,,50.00,10.00,(read only)\r\n"
    '"Lee, Ann",41,S41,alee,"A ""one""",,7,\r\n'
    '"Doe, Bo",42,S42,bdoe,A,12.5,"8",  55.0\r\n'
    '"Ünal, Cem",43,S43,cunal,B,EX,9,\r\n'
    '"Student, Test",99,,abc,A,,,\r\n'
)
MOODLE = (
    '\ufeffIdentifier,"Full name","Email address",Status,Grade,"Maximum Grade",'
    '"Grade can be changed","Last modified (grade)","Feedback comments"\n'
    'Participant 501,"Ann Lee",ann@x.org,"Submitted for grading",,100.00,Yes,-,"a\nb"\n'
    'Participant 502,"Bo, Doe",bo@x.org,,"12,5",100.00,Yes,-,\n'
    'Participant 503,"Cem Ünal",cem@x.org,,,100.00,No,-,'
)


@pytest.fixture
def sheet_of(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "sheet.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def grade(fakes, make_class, tmp_path):
    """Grade folders of these names into sheets; return the lines and true scores."""

    def run(names, *arguments):
        folder = make_class({name: str(i) for i, name in enumerate(names)})
        lines = []
        fakes.grade_class(
            folder, "--gradebook", tmp_path / "g.db", "--seed", "3",
            "--csv", tmp_path / "all.csv", *arguments, write=lines.append,
        )  # fmt: skip
        rows = csv.DictReader(StringIO((tmp_path / "all.csv").read_text("utf-8")))
        return "\n".join(lines), {r["submission"]: int(r["score"]) for r in rows}

    return run


def test_canvas_gets_points_of_its_own_scale(grade, sheet_of, tmp_path):
    path = sheet_of(CANVAS)
    # The login, the number, one that is excused, and a stranger.
    text, scores = grade(["alee", "S42", "cunal", "nobody"], "--canvas", path)
    expected = CANVAS.replace('""one""",,7', f'""one""",{scores["alee"] / 2:g},7')
    expected = expected.replace("A,12.5,", f"A,{scores['S42'] / 2:g},")
    assert path.read_bytes().decode() == expected != CANVAS
    assert "no row for nobody (no row fits)" in text
    assert "left as it was: cunal" in text
    assert (tmp_path / "sheet.csv.bak").read_bytes().decode() == CANVAS


def test_canvas_files_find_their_row_by_number(fakes, sheet_of, tmp_path):
    folder = tmp_path / "c"
    folder.mkdir()
    (folder / "leeann_LATE_41_77_nnCostFunction.py").write_text("1")
    path = sheet_of(CANVAS)
    lines = []
    fakes.grade_class(
        folder, "--gradebook", tmp_path / "g.db", "--canvas", path, write=lines.append
    )
    assert "1 scores filled in under Neural Networks Learning (881)" in "\n".join(lines)


def test_moodle_folders_find_their_row_by_number(grade, sheet_of):
    names = [f"{n}_assignsubmission_file_" for n in ("x_501", "y_502", "z_503", "q_7")]
    path = sheet_of(MOODLE)
    text, scores = grade(names, "--moodle", path)
    expected = MOODLE.replace('grading",,', f'grading",{scores["x_501"]},')
    expected = expected.replace('"12,5"', f'"{scores["y_502"]}"')
    assert path.read_bytes().decode() == expected != MOODLE
    assert "no row for q_7" in text
    assert "excused or locked, left as it was: z_503" in text


def test_names_that_are_the_same_match_and_twins_do_not(grade, sheet_of):
    twins = MOODLE + "\nParticipant 504,Ann Lee,b@x.org,,,100,Yes,-,"
    path = sheet_of(twins)
    text, _ = grade(["Ann Lee", "cem ÜNAL", "BO@x.org"], "--moodle", path)
    assert "Ann Lee (2 rows fit)" in text
    assert "1 scores filled in" in text  # Bo; Cem's is locked


def test_two_submissions_of_one_student_fill_in_nothing(grade, sheet_of):
    path = sheet_of(MOODLE)
    text, _ = grade(["Ann Lee", "ann@x.org"], "--moodle", path)
    assert "Ann Lee (2 submissions fit one row)" in text
    assert path.read_bytes().decode() == MOODLE


def test_a_roster_tells_who_is_who(grade, sheet_of, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text('submission,email\n"team, 7",ann@x.org\n')
    path = sheet_of(MOODLE)
    _, scores = grade(["team, 7"], "--moodle", path, "--roster", roster)
    expected = MOODLE.replace('grading",,', f'grading",{scores["team, 7"]},')
    assert path.read_bytes().decode() == expected != MOODLE


def test_filling_in_twice_gives_the_same_bytes(grade, sheet_of):
    path = sheet_of(CANVAS)
    grade(["alee"], "--canvas", path)
    once = path.read_bytes()
    grade(["alee"], "--canvas", path)
    assert path.read_bytes() == once
    assert path.with_name("sheet.csv.bak").read_bytes().decode() == CANVAS


def test_an_unclear_column_is_asked_for(grade, sheet_of, graded):
    path = sheet_of(CANVAS.replace("Neural Networks Learning", "Homework"))
    with pytest.raises(UserError, match=r"--column; it has Homework \(881\); Essay"):
        grade(["alee"], "--canvas", path)
    assert not graded(), "an error before anything is graded"
    grade(["alee"], "--canvas", path, "--column", "homework")
    grade(["alee"], "--canvas", path, "--column", "881")


@pytest.mark.parametrize("flag", ["--canvas", "--moodle"])
def test_another_file_is_refused(grade, sheet_of, flag, graded, tmp_path):
    with pytest.raises(UserError, match=r"no (Canvas gradebook|column Grade)"):
        grade(["a"], flag, sheet_of("x,y\n1,2\n"))
    with pytest.raises(UserError, match="is empty"):
        grade(["a"], flag, sheet_of(""))
    with pytest.raises(UserError, match="cannot be read"):
        grade(["a"], flag, tmp_path / "nowhere.csv")
    assert not graded()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_untouched_sheet_keeps_every_byte(sheet_of, encoding, delimiter, end):
    text = end.join(
        ["a,b,c", '"x ""y""",,', f'"two{end}lines",ü, z ', '"a"b,"open,1', "", "1"]
    ).replace(",", delimiter)
    path = sheet_of(text, encoding)
    assert Sheet(path).as_bytes() == path.read_bytes()


def test_semicolons_come_with_decimal_commas(sheet_of):
    sheet = Sheet(sheet_of("a;b\n1.234,5;x\n"))
    assert sheet.read_number(1, 0) == 1234.5
    assert sheet.number(12.5) == "12,5"
    comma = Sheet(sheet_of('a,b\n"1,234.5",x\n'))
    assert comma.read_number(1, 0) == 1234.5
