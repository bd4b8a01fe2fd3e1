"""How much a submission may use of everything; each limit has a name and a unit."""

from dataclasses import dataclass

OCTAVE_SLOWNESS = 4  # Octave's loops need several times NumPy's CPU time


@dataclass(frozen=True)
class Limits:
    """What one part of a submission may use; every part starts from nothing.

    Attributes
    ----------
    cpu_seconds : float
        CPU time of one call, all threads and children included.
    import_cpu_seconds : float
        CPU time until the submission's file is imported.
    wall_seconds : float
        Clock time of a whole part.
    memory_bytes : int
        Address space of one process, and what all of them together have in use.
    processes : int
        Processes and threads at any time.
    file_bytes : int
        One written file.
    disk_bytes : int
        Each writable place: ``/tmp``, ``/dev/shm``.
    open_files : int
    output_bytes : int
        What may be printed; more ends the part.
    shown_bytes : int
        What of it is kept for the report.
    result_bytes : int
        What all calls of a part may return.
    """

    cpu_seconds: float = 2.0  # the reference needs 0.01 for the largest instance
    import_cpu_seconds: float = 5.0  # scipy.optimize and pyplot together need 0.8
    wall_seconds: float = 10.0
    memory_bytes: int = 1 << 30  # numpy alone maps 0.1 to 0.14 GB of address space
    processes: int = 16
    file_bytes: int = 16 << 20
    disk_bytes: int = 32 << 20
    open_files: int = 64
    output_bytes: int = 1 << 20
    shown_bytes: int = 4000
    result_bytes: int = 32 << 20
