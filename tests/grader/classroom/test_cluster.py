"""A Dask cluster gives the same grades, also when a worker dies half-way."""

import os
import signal
import sys

import pytest

from grader.cluster import behind_bubblewrap, grade_on_cluster
from grader.errors import GraderError, UserError
from grader.exercises.ex4.handout import stubs
from grader.exercises.menu import EXERCISES
from grader.pool import grade_locally
from grader.record import Record, State, as_text
from grader.task import Task

# Dask's own business: sockets of a worker that was killed, an event loop of a thread.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is Unix's"),
]
N_SUBMISSIONS = 40
COST = "nnCostFunction.py"
load_exercise = EXERCISES["ex4"]


@pytest.fixture(scope="module")
def cluster():
    """Two worker processes of one thread each, restarted when they die."""
    import dask
    from distributed import LocalCluster

    # As the guide says: whether a task is tried again is for the grader to decide.
    dask.config.set({"distributed.scheduler.allowed-failures": 0})
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        silence_logs=50,
    ) as cluster:
        yield cluster


@pytest.fixture
def tasks(repository):
    """Right, wrong and empty submissions, no two the same."""
    right = (repository / "ex4" / COST).read_text()
    wrong = right.replace("h - Y", "Y - h")
    assert wrong != right
    empty = stubs("python")[f"ex4/{COST}"].decode()
    slope = (repository / "ex4" / "sigmoidGradient.py").read_bytes()
    sources = [right, empty, wrong, empty]
    return [
        Task(
            f"student {i:02}",
            {
                COST: f"{sources[i % 4]}\n# {i}\n".encode(),
                "sigmoidGradient.py": slope,
            },
            load_exercise,
            seed=7,
        )
        for i in range(N_SUBMISSIONS)
    ]


@pytest.mark.usefixtures("bwrap")
def test_a_worker_killed_half_way_changes_no_grade(cluster, tasks):
    killed = []

    def kill():
        worker = next(iter(cluster.workers.values()))
        killed.append(worker.pid)
        os.kill(worker.process.process.pid, signal.SIGKILL)

    records = {}
    for task, record in grade_on_cluster(
        iter(tasks), address=cluster.scheduler_address, load_exercise=load_exercise
    ):
        records[task.name] = record
        if len(records) == N_SUBMISSIONS // 2:
            kill()
    assert killed
    local = {task.name: record for task, record in grade_locally(tasks, jobs=2)}
    assert records == local
    assert {record.state for record in records.values()} == {State.GRADED}
    assert len({record.grade.score for record in records.values()}) == 3


def test_an_exception_on_a_worker_is_retried_then_our_fault(
    fakes, graded, cluster, tmp_path
):
    log = str(tmp_path / "graded.log")
    here = str(os.path.dirname(__file__))  # noqa: PTH120

    def with_log(task):
        # The workers were started before this test and know nothing of it.
        os.environ["CLASS_LOG"] = log
        sys.path.append(here)
        import class_fakes

        return class_fakes.work(task)

    sources = {"a": "1", "b": fakes.RAISE, "c": "2"}
    tasks = [
        Task(name, {fakes.FILE: text.encode()}, load_exercise, seed=1)
        for name, text in sources.items()
    ]
    done = grade_on_cluster(
        tasks,
        address=cluster.scheduler_address,
        load_exercise=load_exercise,
        needs_bubblewrap=False,
        work=with_log,
    )
    records = {task.name: record for task, record in done}
    assert records["b"].state is State.GRADER_ERROR
    assert "MemoryError" in records["b"].message
    assert records["a"].state is records["c"].state is State.GRADED
    assert sorted(graded()) == ["a", "b", "b", "c"]


def test_a_submission_that_kills_workers_is_our_fault_and_no_one_elses(fakes, cluster):
    def deadly(task):
        if task.name == "b":
            os.kill(os.getpid(), signal.SIGKILL)
        return as_text(Record(State.UNREADABLE, message="done"))

    names = ["a", "b", *(f"c{i}" for i in range(20))]
    done = grade_on_cluster(
        [Task(name, {}, load_exercise, seed=1) for name in names],
        address=cluster.scheduler_address,
        load_exercise=load_exercise,
        needs_bubblewrap=False,
        work=deadly,
    )
    records = {task.name: record for task, record in done}
    assert sorted(records) == sorted(names)
    assert records.pop("b").state is State.GRADER_ERROR
    assert {record.message for record in records.values()} == {"done"}


def test_a_worker_without_bubblewrap_refuses(monkeypatch, tasks):
    monkeypatch.setattr("grader.bubblewrap.works", lambda: False)
    with pytest.raises(GraderError, match="no bubblewrap"):
        behind_bubblewrap(pytest.fail, tasks[0])


def test_a_cluster_without_bubblewrap_is_refused_unless_told(cluster, monkeypatch):
    def graded(needs_bubblewrap):
        return list(
            grade_on_cluster(
                [],
                address=cluster.scheduler_address,
                load_exercise=load_exercise,
                needs_bubblewrap=needs_bubblewrap,
            )
        )

    from grader import cluster as module

    monkeypatch.setattr(module, "_machine", _machine_without_bubblewrap)
    with pytest.raises(UserError, match="has no bubblewrap"):
        graded(needs_bubblewrap=True)
    assert graded(needs_bubblewrap=False) == []


def _machine_without_bubblewrap(load_exercise):
    return type("Machine", (), {"version": "1", "has_bubblewrap": False})()


def test_a_scheduler_that_is_not_there_is_the_callers_mistake():
    with pytest.raises(UserError, match="no scheduler answers at tcp"):
        list(
            grade_on_cluster(
                [], address="tcp://127.0.0.1:9", load_exercise=load_exercise
            )
        )
