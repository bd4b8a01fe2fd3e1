"""A process that does one task after the other, and tells why if it cannot."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import secrets
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType

from grader.task import Task, Work

TASKS_PER_WORKER = 100  # a fresh one costs 0.3 s, which is 3 ms a task

# A submission has its own limits; if a worker is silent for longer than all of them
# together, the grader hangs.
PARTS, SLACK_SECONDS = 20, 60

# Before Python starts in a worker: the current folder is not searched for modules,
# and eight workers do not start eight times as many threads as there are processors.
ENVIRONMENT = {
    "PYTHONSAFEPATH": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


@dataclass(frozen=True)
class Failure:
    """Why a worker gave no record."""

    reason: str


class Worker:
    """A process, its pipe, and the task that is in it.

    Parameters
    ----------
    work : callable
        A function of a module, which the process imports by its name.

    Attributes
    ----------
    pipe : Connection
        Readable when there is something to `take`.
    """

    def __init__(self, work: Work) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        # Made there, so that a worker that never begins leaves nothing behind.
        name = f"grader-worker-{secrets.token_hex(8)}"
        self._folder = str(Path(tempfile.gettempdir(), name))
        self._process = context.Process(
            target=_serve, args=(theirs, work, self._folder), daemon=True
        )
        with _environment():
            self._process.start()
        theirs.close()
        self._task: Task | None = None
        self._n_tasks = 0
        self._is_stopped = False
        self._deadline = 0.0

    @property
    def is_idle(self) -> bool:
        """Whether it waits for a task."""
        return self._task is None and not self.is_spent

    @property
    def is_spent(self) -> bool:
        """Whether it has ended, after many tasks or a failure."""
        return self._task is None and self._n_tasks >= TASKS_PER_WORKER

    @property
    def is_overdue(self) -> bool:
        """Whether it has taken longer than any submission may."""
        return time.monotonic() > self._deadline

    def give(self, task: Task) -> None:
        """Send a task; a worker that is gone by now tells so in `take`."""
        self._task = task
        self._n_tasks += 1
        seconds = PARTS * task.limits.wall_seconds + SLACK_SECONDS
        self._deadline = time.monotonic() + seconds
        with suppress(OSError):
            self.pipe.send(task)

    def take(self) -> tuple[Task, str | Failure]:
        """Return the task, and the record or why there is none."""
        assert self._task is not None
        task, self._task = self._task, None
        reply: str | Failure
        try:
            if not self.pipe.poll():
                raise TimeoutError
            reply = self.pipe.recv()
        except TimeoutError:
            reply = Failure("the grader did not come to an end")
        except (EOFError, OSError, pickle.UnpicklingError):
            self._process.join(1)
            reply = Failure(_how_it_died(self._process.exitcode))
        if isinstance(reply, Failure):
            self._n_tasks = TASKS_PER_WORKER  # whatever is wrong, it ends here
        if self.is_spent:
            self.stop()
        return task, reply

    def stop(self) -> None:
        """End the process and what it has left on the disk."""
        if self._is_stopped:
            return
        self._is_stopped = True
        self.pipe.close()
        if self._task is None:
            self._process.join(1)  # it reads the end of its pipe
        self._process.terminate()
        self._process.join(5)
        self._process.kill()
        self._process.join()
        self._process.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _how_it_died(exit_code: int | None) -> str:
    """Say how a worker ended; a killed one was probably too large."""
    if exit_code is not None and exit_code < 0:
        name = signal.Signals(-exit_code).name
        often = ", perhaps for want of memory" if name == "SIGKILL" else ""
        return f"the grader's worker was killed ({name}{often})"
    return f"the grader's worker ended early (status {exit_code})"


@contextmanager
def _environment() -> Iterator[None]:
    """Set what a starting worker reads from its environment."""
    before = {name: os.environ.get(name) for name in ENVIRONMENT}
    os.environ.update(ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _serve(pipe: Connection, work: Work, folder: str) -> None:
    """Do one task after the other, in a worker, until the parent closes the pipe."""
    # Ctrl-C reaches the whole group; the parent decides. SIGTERM cleans up first.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    tempfile.tempdir = folder
    try:
        Path(folder).mkdir(mode=0o700)
        while True:
            task = pipe.recv()
            reply: str | Failure
            try:
                reply = work(task)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is our fault
                reply = Failure(f"{type(error).__name__}: {error}")
            pipe.send(reply)
    except (EOFError, OSError):
        pass  # the parent is gone, or wants no more
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """End in good order, so that sandboxes are closed."""
    sys.exit(0)
