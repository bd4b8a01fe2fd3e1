"""Grades on this machine: worker processes that may die without harm.

Theory of operation
-------------------
Every worker has a pipe of its own and one task at a time, so a worker that dies, is
killed for its memory or hangs names the task that was in it. That task gets one more
try in a fresh worker; then it is our fault, on record, and never a zero. Workers are
replaced after `TASKS_PER_WORKER` tasks: whatever they collect goes with them. A worker
whose parent is gone reads the end of its pipe and leaves.

Workers start from a bare interpreter on every system (``spawn``): nothing of this
process, neither the gradebook's lock nor a thread's state, gets into them.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from types import FrameType

from grader.record import Record, State, from_text
from grader.task import Task, Work, grade_task

TASKS_PER_WORKER = 100  # a fresh one costs 0.3 s, which is 3 ms a task
TRIES = 2

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


def grade_locally(
    tasks: Iterable[Task], *, jobs: int, work: Work = grade_task
) -> Iterator[tuple[Task, Record]]:
    """Grade tasks side by side; they come back as they are done.

    Parameters
    ----------
    tasks : iterable of Task
        Taken one by one, when a worker is free.
    jobs : int
        Number of workers.
    work : callable
        A function of a module.

    Yields
    ------
    Task
    Record
        With ``GRADER_ERROR`` where a worker failed twice.
    """
    source, again = iter(tasks), deque[Task]()
    failed: dict[str, int] = {}
    workers: list[_Worker] = []
    try:
        while True:
            while len(workers) < jobs or any(worker.is_idle for worker in workers):
                task = again.popleft() if again else next(source, None)
                if task is None:
                    break
                _free_worker(workers, work).give(task)
            if not (busy := [worker for worker in workers if not worker.is_idle]):
                return
            for worker in _wait(busy):
                task, reply = worker.take()
                if isinstance(reply, str):
                    yield task, from_text(reply)
                    continue
                failed[task.name] = failed.get(task.name, 0) + 1
                if failed[task.name] < TRIES:
                    again.append(task)
                else:
                    yield task, Record(State.GRADER_ERROR, message=reply.reason)
            workers = [worker for worker in workers if not worker.is_spent]
    finally:
        for worker in workers:
            worker.stop()


class _Failure:
    """Why a worker gave no record."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


class _Worker:
    """A process, its pipe, and the task that is in it."""

    def __init__(self, work: Work) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._folder = tempfile.mkdtemp(prefix="grader-worker-")
        self._process = context.Process(
            target=_serve, args=(theirs, work, self._folder), daemon=True
        )
        with _environment():
            self._process.start()
        theirs.close()
        self._task: Task | None = None
        self._n_tasks = 0
        self._deadline = 0.0

    @property
    def is_idle(self) -> bool:
        return self._task is None and not self.is_spent

    @property
    def is_spent(self) -> bool:
        return self._task is None and self._n_tasks >= TASKS_PER_WORKER

    @property
    def pipe(self) -> Connection:
        return self._pipe

    @property
    def is_overdue(self) -> bool:
        return time.monotonic() > self._deadline

    def give(self, task: Task) -> None:
        """Send a task; a worker that is gone by now tells so in `take`."""
        self._task = task
        self._n_tasks += 1
        seconds = PARTS * task.limits.wall_seconds + SLACK_SECONDS
        self._deadline = time.monotonic() + seconds
        with suppress(OSError):
            self._pipe.send(task)

    def take(self) -> tuple[Task, str | _Failure]:
        """Return the task, and the record or why there is none."""
        assert self._task is not None
        task, self._task = self._task, None
        reply: str | _Failure
        try:
            if not self._pipe.poll():
                raise TimeoutError
            reply = self._pipe.recv()
        except TimeoutError:
            reply = _Failure("the grader did not come to an end")
        except (EOFError, OSError, pickle.UnpicklingError):
            self._process.join(1)
            reply = _Failure(_how_it_died(self._process.exitcode))
        if isinstance(reply, _Failure):
            self._n_tasks = TASKS_PER_WORKER  # whatever is wrong, it ends here
        if self.is_spent:
            self.stop()
        return task, reply

    def stop(self) -> None:
        """End the process and what it has left on the disk."""
        self._pipe.close()
        if self._task is None:
            self._process.join(1)  # it reads the end of its pipe
        self._process.terminate()
        self._process.join(5)
        self._process.kill()
        self._process.join()
        self._process.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _free_worker(workers: list[_Worker], work: Work) -> _Worker:
    """Return an idle worker, a new one if there is none."""
    for worker in workers:
        if worker.is_idle:
            return worker
    workers.append(_Worker(work))
    return workers[-1]


def _wait(busy: list[_Worker]) -> list[_Worker]:
    """Return those that have answered, died or hang; wait until there is one."""
    while True:
        # A dead worker's pipe is at its end, and so ready too.
        ready = wait([worker.pipe for worker in busy], timeout=1.0)
        if found := [w for w in busy if w.pipe in ready or w.is_overdue]:
            return found


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
        while True:
            task = pipe.recv()
            reply: str | _Failure
            try:
                reply = work(task)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is our fault
                reply = _Failure(f"{type(error).__name__}: {error}")
            pipe.send(reply)
    except (EOFError, OSError):
        pass  # the parent is gone, or wants no more
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """End in good order, so that sandboxes are closed."""
    sys.exit(0)
