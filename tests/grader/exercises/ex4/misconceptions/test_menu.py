"""The search for misconceptions: alone, in pairs, and where nothing is known."""

from itertools import combinations

import numpy as np
import pytest

from grader.exercise import Observation
from grader.exercises.ex4.exercise import EX4
from grader.exercises.ex4.misconceptions.menu import MISCONCEPTIONS, MISTAKES, explain
from grader.exercises.ex4.misconceptions.steps import Work

PARTS = {part.number: part for part in (*EX4.parts, *EX4.ungraded)}
SEED = 11
N_DRAWS = 30


def observations(number, answer, seed=SEED, is_single=False):
    """What a submission gives that answers a call so."""
    dtype = np.float32 if is_single else np.float64
    with np.errstate(all="ignore"):
        return [
            Observation(
                check,
                tuple(
                    np.asarray(value, dtype).astype(float)
                    for value in answer(*check.call.arguments)
                ),
                is_single,
            )
            for check in EX4.checks(seed, PARTS[number])
        ]


def with_mistakes(*codes):
    """Answer as a submission with these mistakes."""
    instead = {MISTAKES[code].step: MISTAKES[code].formula for code in codes}

    def answer(*arguments):
        work = Work(arguments, instead)
        return work.J, work.grad

    return answer


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("code", MISCONCEPTIONS)
def test_misconception_is_told_from_its_siblings(code, seed):
    known = MISCONCEPTIONS[code]
    assert known.parts
    for number in known.parts:
        found = observations(number, known.wrong, seed)
        assert explain(PARTS[number], found) == known.hint


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_right_values_have_no_hint(number):
    for seed in range(4):
        checks = EX4.checks(seed, PARTS[number])
        right = [Observation(check, check.expected) for check in checks]
        assert explain(PARTS[number], right) is None


# Pairs as students make them, and the part where both show.
PAIRS = {
    ("forgets_outputs_for_zero", "uses_softmax"): 1,
    ("forgets_division_by_m", "loses_minus_sign"): 1,
    ("averages_over_outputs", "appends_bias_last"): 1,
    ("forgets_half", "penalizes_bias"): 2,
    ("forgets_half", "forgets_m_in_penalty"): 2,
    ("penalizes_bias", "penalizes_first_layer_only"): 2,
    ("forgets_to_average", "subtracts_output_from_target"): 4,
    ("multiplies_delta3_by_slope", "subtracts_output_from_target"): 4,
    ("forgets_slope", "unrolls_row_by_row"): 4,
    ("multiplies_delta3_by_slope", "zeroes_bias_gradient"): 4,
    ("regularizes_bias", "subtracts_gradient_term"): 5,
    ("regularizes_bias", "halves_gradient_term"): 5,
    ("halves_gradient_term", "forgets_m_in_gradient_term"): 5,
}


@pytest.mark.parametrize(
    ("codes", "number"), PAIRS.items(), ids=["+".join(codes) for codes in PAIRS]
)
def test_two_mistakes_are_told_both(codes, number):
    hint = explain(PARTS[number], observations(number, with_mistakes(*codes)))
    assert hint is not None
    assert set(hint.code.split("+")) == set(codes)
    for code in codes:
        assert MISCONCEPTIONS[code].hint.text in hint.text


def test_any_two_mistakes_in_the_regularized_parts_are_explained():
    """Not always by the same two: some pairs compute what another mistake does."""
    for number in (2, 5):
        known = [one for one in MISTAKES.values() if number in one.parts]
        for one, other in combinations(known, 2):
            if one.step != other.step:
                codes = one.hint.code, other.hint.code
                found = observations(number, with_mistakes(*codes))
                assert explain(PARTS[number], found), codes


def test_three_mistakes_are_not_guessed_at():
    codes = ("forgets_division_by_m", "uses_log10", "appends_bias_last")
    assert explain(PARTS[1], observations(1, with_mistakes(*codes))) is None


def test_one_instance_that_does_not_agree_is_enough_for_no_hint():
    for i in range(len(EX4.checks(SEED, PARTS[1]))):
        found = observations(1, with_mistakes("uses_log10"))
        found[i] = Observation(found[i].check, (found[i].found[0] * 1.001,))
        assert explain(PARTS[1], found) is None


def test_small_number_added_in_the_logarithm_is_known_whatever_it_is():
    formula = MISTAKES["adds_to_probability"].others
    assert len(formula) > 1
    for other in formula:
        found = observations(1, lambda *a, f=other: (Work(a, {"log": f}).J,))
        assert explain(PARTS[1], found).code == "adds_to_probability"


@pytest.mark.parametrize("code", ["uses_log10", "forgets_slope", "regularizes_bias"])
def test_mistake_in_single_precision_is_recognized(code):
    number = MISTAKES[code].parts[0]
    found = observations(number, with_mistakes(code), is_single=True)
    assert explain(PARTS[number], found).code == code


def test_cost_that_is_no_number_gets_the_hint_about_logarithms():
    right = with_mistakes()
    found = observations(1, right)
    found[3] = Observation(found[3].check, (np.array(np.nan),))
    assert explain(PARTS[1], found).code == "takes_log_of_zero"
    found = observations(1, lambda *arguments: (np.inf,))
    assert explain(PARTS[1], found).code == "takes_log_of_zero"
    found = observations(4, lambda *a: (0.0, np.nan * right(*a)[1]))
    assert explain(PARTS[4], found) is None


def test_nan_on_one_instance_hides_no_mistake():
    found = observations(1, with_mistakes("skips_hidden_sigmoid"))
    assert np.isnan(found[3].found[0])
    found[3] = Observation(found[3].check, (np.array(170.0),))  # clipped, say
    assert explain(PARTS[1], found).code == "skips_hidden_sigmoid"


@pytest.mark.parametrize(
    "answer",
    [
        lambda *arguments: (),
        lambda *arguments: (0.0,),
        lambda *arguments: (0.0, np.empty(0)),
        lambda *arguments: (0.0, np.ones((3, 3))),
    ],
)
def test_answer_of_another_form_has_no_hint(answer):
    assert explain(PARTS[4], observations(4, answer)) is None
    assert explain(PARTS[4], []) is None


@pytest.mark.parametrize("huge", [1e308, -1e308, 1e-320])
def test_no_number_is_too_large_to_be_explained(huge):
    for number in (1, 2, 3, 4, 5):
        found = observations(number, lambda *a: (huge, np.full(len(a[0]), huge)))
        assert explain(PARTS[number], found) is None
    W = np.full((25, 401), huge)
    W[0] = 0
    weights = observations(None, lambda *sizes: (W,))
    assert explain(PARTS[None], weights) is not None


@pytest.mark.parametrize("answer", [(), (np.zeros(3),), (np.empty(0),), (np.nan,)])
def test_weights_of_another_form_have_no_hint(answer):
    assert explain(PARTS[None], observations(None, lambda *sizes: answer)) is None


@pytest.mark.parametrize(
    "code", [code for code, one in MISCONCEPTIONS.items() if one.parts == (None,)]
)
def test_random_weights_are_recognized_whatever_is_drawn(code):
    known = MISCONCEPTIONS[code]
    for _ in range(N_DRAWS):
        found = observations(None, known.wrong)
        assert PARTS[None].judge(found) is not None
        assert explain(PARTS[None], found) == known.hint


@pytest.mark.parametrize(
    "hint", [m.hint for m in MISCONCEPTIONS.values()], ids=lambda h: h.code
)
def test_hint_is_one_sentence_that_fits_a_line(hint):
    assert hint.text[0].isupper() or hint.text.startswith(
        ("sigmoid", "z(", "m is", "1 -")
    )
    assert hint.text.endswith(".")
    assert ". " not in hint.text
    assert len(hint.text) <= 100


def test_no_two_hints_say_the_same():
    texts = [one.hint.text for one in MISCONCEPTIONS.values()]
    assert len(set(texts)) == len(texts)
    assert len(texts) >= 90
