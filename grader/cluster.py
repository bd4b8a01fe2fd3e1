"""Grades on a Dask cluster: the same function, on whatever workers there are."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from grader.errors import GraderError, UserError
from grader.record import Record, State, from_text
from grader.task import Task, Work, grade_task

if TYPE_CHECKING:
    from grader.exercise import Exercise

KNOCK_SECONDS, CONNECT_SECONDS = 5, 10
TASKS_PER_THREAD = 3  # on their way, so that no worker waits for us


class _Machine(NamedTuple):
    """What a worker says of itself."""

    version: str
    has_bubblewrap: bool


def grade_on_cluster(
    tasks: Iterable[Task],
    *,
    address: str,
    load_exercise: Callable[[], Exercise],
    needs_bubblewrap: bool = True,
    work: Work = grade_task,
) -> Iterator[tuple[Task, Record]]:
    """Grade tasks on a cluster; they come back as they are done.

    Parameters
    ----------
    tasks : iterable of Task
        Taken one by one, a few more than there are threads.
    address : str
        Of the scheduler: ``tls://host:8786``.
    load_exercise : callable
        As in the tasks.
    needs_bubblewrap : bool
        Whether workers without it refuse.
    work : callable

    Yields
    ------
    Task
    Record
        With ``GRADER_ERROR`` where workers failed.

    Raises
    ------
    UserError
        If there is no such cluster, its workers differ from this machine, or it goes
        away meanwhile.
    """
    with _client(address) as client:
        _compare_workers(client, load_exercise, needs_bubblewrap)
        if needs_bubblewrap:
            work = partial(behind_bubblewrap, work)
        yield from _grade_all(client, iter(tasks), work)


def _grade_all(
    client: Any, tasks: Iterator[Task], work: Work
) -> Iterator[tuple[Task, Record]]:
    """Grade side by side; what has failed once more, alone."""
    failed = []
    for task, future in _side_by_side(client, tasks, work):
        if future.status == "error":
            failed.append(task)
        else:
            yield task, from_text(future.result())
    # A worker that dies takes its other tasks along, and Dask may blame those too.
    for suspect in failed:
        for task, future in _side_by_side(client, iter([suspect]), work):
            yield task, _last_record(future)


def _side_by_side(
    client: Any, tasks: Iterator[Task], work: Work
) -> Iterator[tuple[Task, Any]]:
    """Keep a few tasks per thread on their way; yield the futures that are done."""
    running: dict[str, Task] = {}
    done = import_module("distributed").as_completed(loop=client.loop)

    def submit_next() -> None:
        if (task := next(tasks, None)) is not None:
            future = client.submit(work, task, pure=False)
            running[future.key] = task
            done.add(future)

    for _ in range(TASKS_PER_THREAD * max(1, sum(client.ncores().values()))):
        submit_next()
    for future in done:
        if future.status == "cancelled":
            raise UserError(
                "the cluster's scheduler is gone; what was graded is kept, run this "
                "again when it is back."
            )
        submit_next()
        yield running.pop(future.key), future


def _last_record(future: Any) -> Record:
    """Return the record of a second try, our fault if that has failed too."""
    if future.status != "error":
        return from_text(future.result())
    error = future.exception()
    reason = f"{type(error).__name__}: {str(error).partition('. ')[0]}"
    return Record(State.GRADER_ERROR, message=reason)


def behind_bubblewrap(work: Work, task: Task) -> str:
    """Do a task, in a worker, unless it would run without bubblewrap.

    Parameters
    ----------
    work : callable
    task : Task

    Returns
    -------
    str
        What `work` returns.

    Raises
    ------
    GraderError
        If this machine has no bubblewrap.
    """
    if not _machine(task.load_exercise).has_bubblewrap:
        raise GraderError("this worker has no bubblewrap and refuses submissions")
    return work(task)


def _machine(load_exercise: Callable[[], Exercise]) -> _Machine:
    """Look at the machine this runs on."""
    from grader.walls import WALLS

    return _Machine(load_exercise().version, WALLS["bubblewrap"].works())


@contextmanager
def _client(address: str) -> Iterator[Any]:
    """Connect; the certificates for ``tls://`` stand in Dask's configuration."""
    try:
        distributed = import_module("distributed")
    except ImportError:
        raise UserError(
            "--scheduler needs the package distributed; install it with "
            "`pip install distributed`."
        ) from None
    _knock(address)
    security = distributed.Security()  # from Dask's configuration
    if address.startswith("tls:") and not security.tls_client_cert:
        raise UserError(
            "tls:// needs certificates; name them in the environment as "
            "DASK_DISTRIBUTED__COMM__TLS__CA_FILE, __CLIENT__CERT and __CLIENT__KEY."
        )
    try:
        client = distributed.Client(
            address, timeout=CONNECT_SECONDS, set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise UserError(f"no scheduler answers at {address} ({error}).") from None
    try:
        yield client
    finally:
        client.close()


def _knock(address: str) -> None:
    """See that somebody listens at once; Dask would try for a long time."""
    place = urlsplit(address if "//" in address else f"//{address}")
    try:
        socket.create_connection(
            (place.hostname, place.port or 0), KNOCK_SECONDS
        ).close()
    except (OSError, ValueError) as error:
        raise UserError(
            f"no scheduler answers at {address} ({error}); give its address as "
            "tls://host:8786."
        ) from None


def _compare_workers(
    client: Any, load_exercise: Callable[[], Exercise], needs_bubblewrap: bool
) -> None:
    """Refuse a cluster that would grade otherwise than this machine."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        machines = client.run(_machine, load_exercise)
    except TimeoutError:
        raise UserError(
            "the cluster has no workers; start one with `dask worker ADDRESS`."
        ) from None
    except Exception as error:
        raise UserError(
            f"the cluster's workers cannot load the grader ({error}); install the same "
            "version of this package on each of them."
        ) from error
    version = load_exercise().version
    for worker, machine in sorted(machines.items()):
        if machine.version != version:
            raise UserError(
                f"worker {worker} has version {machine.version} of the exercise, this "
                f"machine has {version}; install the same package on both."
            )
        if needs_bubblewrap and not machine.has_bubblewrap:
            raise UserError(
                f"worker {worker} has no bubblewrap; install it there, or trust every "
                "submission and add --without-bubblewrap."
            )
