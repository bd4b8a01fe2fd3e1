import pytest

from ex4.checkNNGradients import checkNNGradients

# Octave's table, by row: lambda 0 and lambda 3.
OCTAVE = {
    0: {
        0: "-9.2783e-03", 1: "8.8991e-03", 2: "-8.3601e-03", 3: "7.6281e-03",
        4: "-6.7480e-03", 20: "3.1454e-01", 21: "1.1106e-01", 22: "9.7401e-02",
        37: "4.6560e-02",
    },
    3: {5: "-1.6768e-02", 6: "3.9433e-02", 7: "5.9336e-02"},
}  # fmt: skip


@pytest.mark.parametrize("lambda_", [0, 3])
def test_prints_octave_s_table(capsys, lambda_):
    diff = checkNNGradients(lambda_)
    lines = capsys.readouterr().out.splitlines()
    rows = [tuple(float(x) for x in line.split()) for line in lines[:38]]
    for row, printed in OCTAVE[lambda_].items():
        assert [f"{x:.4e}" for x in rows[row]] == [printed] * 2
    assert lines[38].startswith("The above two columns")
    assert lines[-1] == f"Relative Difference: {diff:g}"
    # 2.5e-11 in Octave; its digits are rounding noise.
    assert 1e-12 < diff < 1e-10


def test_a_stub_does_not_pass_for_agreement(monkeypatch, capsys):
    stub = "ex4.checkNNGradients.nnCostFunction"
    monkeypatch.setattr(stub, lambda p, *rest: (0.0, 0 * p))
    assert checkNNGradients() == 1
