"""A class's grades in one SQLite file; a run that was killed goes on from it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from grader.errors import UserError
from grader.record import Record, State, as_text, from_text

if TYPE_CHECKING:
    from types import TracebackType

    from grader.task import Task

# "ex4g": tells a gradebook from any other SQLite file.
APPLICATION_ID = 0x65783467
FORMAT = 1

TABLES = f"""
BEGIN;
CREATE TABLE seeds (exercise TEXT PRIMARY KEY, seed TEXT NOT NULL);
CREATE TABLE grades (
    submission TEXT NOT NULL,
    content TEXT NOT NULL,   -- SHA-256 of its files
    exercise TEXT NOT NULL,  -- name and version
    limits TEXT NOT NULL,    -- JSON
    seed TEXT NOT NULL,      -- may exceed SQLite's integers
    state TEXT NOT NULL,
    score INTEGER,           -- NULL: there is no grade
    record TEXT NOT NULL,    -- JSON
    PRIMARY KEY (submission, content, exercise, limits, seed)
);
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT};
COMMIT;
"""


class Key(NamedTuple):
    """What a grade depends on; if one of these differs, it is graded again."""

    submission: str
    content: str
    exercise: str
    limits: str
    seed: str


def key_of(task: Task) -> Key:
    """Return under which key a task's grade is kept.

    Parameters
    ----------
    task : Task

    Returns
    -------
    Key
    """
    exercise = task.load_exercise()
    return Key(
        task.name,
        task.content,
        f"{exercise.name} {exercise.version}",
        json.dumps({**asdict(task.limits), "wall": task.wall}, sort_keys=True),
        str(task.seed),
    )


class Gradebook:
    """The file; a context manager that keeps every other run out of it.

    Parameters
    ----------
    path : Path
        Made if it is not there.

    Raises
    ------
    UserError
        Here and in every method: if the file cannot be used, or not any longer.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        with self._explained():
            # We begin and end every transaction ourselves.
            self._connection = sqlite3.connect(
                self._path, timeout=1.0, isolation_level=None
            )
            try:
                self._open()
            except BaseException:
                self._connection.close()
                raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._connection.close()

    def _open(self) -> None:
        """Lock the file, make the tables of a new one, refuse what is no gradebook."""
        # The lock is the system's: it ends with this process, however that ends.
        self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._connection.execute("BEGIN EXCLUSIVE")
        self._connection.execute("COMMIT")
        (is_used,) = self._connection.execute(
            "SELECT EXISTS (SELECT * FROM sqlite_master)"
        ).fetchone()
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if not is_used and application == 0:
            self._connection.executescript(TABLES)
        elif (application, version) != (APPLICATION_ID, FORMAT):
            raise UserError(
                f"{self._path} is no gradebook of this version; name another file with "
                "--gradebook."
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Say in plain words what SQLite has to complain about."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise UserError(
                    f"{self._path} is in use; wait until the other run has ended."
                ) from None
            raise UserError(
                f"the gradebook {self._path} cannot be used ({error}); what it holds "
                "is kept."
            ) from None

    def seed(self, exercise: str) -> int | None:
        """Return the seed of the last run, None before the first one."""
        with self._explained():
            row = self._connection.execute(
                "SELECT seed FROM seeds WHERE exercise = ?", (exercise,)
            ).fetchone()
        return row and int(row[0])

    def keep_seed(self, exercise: str, seed: int) -> None:
        """Store the seed, before anything is graded with it."""
        with self._explained():
            self._connection.execute(
                "INSERT OR REPLACE INTO seeds VALUES (?, ?)", (exercise, str(seed))
            )

    def find(self, key: Key) -> Record | None:
        """Return what was recorded under a key, None if nothing was."""
        where = " AND ".join(f"{field} = ?" for field in Key._fields)
        with self._explained():
            row = self._connection.execute(
                f"SELECT record FROM grades WHERE {where}", key
            ).fetchone()
        return row and from_text(row[0])

    def has_grade(self, key: Key) -> bool:
        """Tell whether there is nothing left to do; a fault of ours is tried again."""
        record = self.find(key)
        return record is not None and record.state is not State.GRADER_ERROR

    def record(self, key: Key, record: Record) -> None:
        """Write one record in a transaction of its own."""
        score = record.grade.score if record.grade else None
        row = (*key, record.state.value, score, as_text(record))
        places = ", ".join("?" * len(row))
        with self._explained():
            self._connection.execute(
                f"INSERT OR REPLACE INTO grades VALUES ({places})", row
            )
