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

from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait

from grader.record import Record, State, from_text
from grader.task import Task, Work, grade_task
from grader.worker import Worker

TRIES = 2


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
    workers: list[Worker] = []
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


def _free_worker(workers: list[Worker], work: Work) -> Worker:
    """Return an idle worker, a new one if there is none."""
    for worker in workers:
        if worker.is_idle:
            return worker
    workers.append(Worker(work))
    return workers[-1]


def _wait(busy: list[Worker]) -> list[Worker]:
    """Return those that have answered, died or hang; wait until there is one."""
    while True:
        # A dead worker's pipe is at its end, and so ready too.
        ready = wait([worker.pipe for worker in busy], timeout=1.0)
        if found := [w for w in busy if w.pipe in ready or w.is_overdue]:
            return found
