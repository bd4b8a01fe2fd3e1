"""Every misconception at work in every part: what the self-check goes through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.exercise import Exercise, Misconception, Observation, Part
from grader.result import Hint


@dataclass(frozen=True)
class Case:
    """A misconception in one part, with one seed.

    Attributes
    ----------
    code : str
    hint : Hint
    seed : int
    part : Part
    observations : tuple of Observation
        What a submission with this misconception would answer.
    """

    code: str
    hint: Hint
    seed: int
    part: Part
    observations: tuple[Observation, ...]

    @property
    def is_right(self) -> bool:
        """Whether these answers would pass."""
        from grader.marking import agree

        if self.part.judge:
            return self.part.judge(self.observations) is None
        return all(agree(self.part, one) for one in self.observations)

    def gives_away(self, number: str) -> bool:
        """Tell whether a number is a secret expected one, and nothing else.

        Parameters
        ----------
        number : str
            As it stands in a text; it means all values that are rounded to it.

        Returns
        -------
        bool
        """
        import numpy as np

        mantissa, _, exponent = number.partition("e")
        decimals = len(mantissa.partition(".")[2])
        half_unit = 0.51 * 10.0 ** (int(exponent or 0) - decimals)

        def occurs(arrays: Sequence[object]) -> bool:
            return any(
                bool(np.any(np.abs(np.asarray(array) - float(number)) <= half_unit))
                for array in arrays
            )

        told: list[object] = [array for one in self.observations for array in one.found]
        secret: list[object] = []
        for one in self.observations:
            (secret if one.check.is_secret else told).extend(one.check.expected)
        return occurs(secret) and not occurs(told)


def cases(exercise: Exercise, seeds: Sequence[int]) -> Iterator[Case]:
    """Put every misconception to work in every part where it shows.

    Parameters
    ----------
    exercise : Exercise
    seeds : sequence of int

    Yields
    ------
    Case
    """
    parts = (*exercise.parts, *exercise.ungraded)
    for seed in seeds:
        for code, known in exercise.misconceptions().items():
            for part in parts:
                if part.number in known.parts:
                    observations = _observations(exercise, seed, part, known)
                    yield Case(code, known.hint, seed, part, observations)


def _observations(
    exercise: Exercise, seed: int, part: Part, known: Misconception
) -> tuple[Observation, ...]:
    """Answer a part's checks as a submission with this misconception would."""
    import numpy as np

    observations = []
    for check in exercise.checks(seed, part):
        # log(0) and inf - inf belong to some mistakes.
        with np.errstate(all="ignore"):
            found = known.wrong(*check.call.arguments)
        arrays = tuple(np.asarray(value, dtype=np.float64) for value in found)
        observations.append(Observation(check, arrays))
    return tuple(observations)
