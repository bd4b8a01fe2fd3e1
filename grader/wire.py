"""What crosses the wall: plain values, never a pickle.

A value is a tag byte and its content: ``N`` None, ``T`` and ``F``, ``i`` int64, ``d``
float64, ``s`` text, ``b`` bytes, ``t`` tuple, ``a`` array (dtype code, number of
dimensions, dimensions, entries row by row; ``A``: column by column, as Octave writes
them). All numbers are little-endian.

Both sides use this file, so it imports nothing but the standard library and numpy.
"""

from __future__ import annotations

import functools
import struct
from math import prod
from typing import Any

MAX_DEPTH = 8
MAX_DIMENSIONS = 8
DTYPES = {  # code -> dtype; what is not here does not travel
    b"d": "<f8",
    b"f": "<f4",
    b"q": "<i8",
    b"l": "<i4",
    b"h": "<i2",
    b"c": "|i1",
    b"Q": "<u8",
    b"L": "<u4",
    b"H": "<u2",
    b"B": "|u1",
    b"?": "|b1",
}
CODES = {dtype: code for code, dtype in DTYPES.items()}
ITEM_BYTES = {code: int(dtype[-1]) for code, dtype in DTYPES.items()}
INT = struct.Struct("<q")
FLOAT = struct.Struct("<d")
COUNT = struct.Struct("<I")


@functools.cache
def numpy() -> Any:
    """Import numpy late: the parent starts the child before it needs it itself.

    And once: a submission may put another module in its place.
    """
    import numpy

    return numpy


class TamperedError(Exception):
    """Bytes that the other side cannot have meant; says what was wrong with them."""


def encode(value: Any) -> bytes:
    """Write a value as bytes.

    Parameters
    ----------
    value : None, bool, int, float, str, bytes, tuple, list or ndarray
        Exactly of these types; tuples and lists may nest.

    Returns
    -------
    bytes

    Raises
    ------
    TypeError
        If it is, or contains, anything else.
    """
    pieces: list[bytes] = []
    _write(value, pieces)
    return b"".join(pieces)


def _write(value: Any, pieces: list[bytes]) -> None:
    kind = type(value)
    if value is None:
        pieces.append(b"N")
    elif kind is bool:
        pieces.append(b"T" if value else b"F")
    elif kind is int:
        pieces += (b"i", INT.pack(value))
    elif kind is float:
        pieces += (b"d", FLOAT.pack(value))
    elif kind is str:
        text = value.encode("utf-8", "backslashreplace")
        pieces += (b"s", COUNT.pack(len(text)), text)
    elif kind is bytes:
        pieces += (b"b", COUNT.pack(len(value)), value)
    elif kind is tuple or kind is list:
        pieces += (b"t", COUNT.pack(len(value)))
        for item in value:
            _write(item, pieces)
    else:
        _write_array(value, pieces)


def _write_array(array: Any, pieces: list[bytes]) -> None:
    code = CODES.get(getattr(getattr(array, "dtype", None), "str", ""))
    if code is None:
        raise TypeError(f"{type(array).__name__} does not travel")
    pieces += (b"a", code, bytes([array.ndim]))
    pieces += (INT.pack(size) for size in array.shape)
    pieces.append(array.tobytes())


def decode(data: bytes | memoryview) -> Any:
    """Read one value; bytes from anywhere are safe.

    Parameters
    ----------
    data : bytes
        Exactly one encoded value. Nothing is allocated beyond its own length.

    Returns
    -------
    None, bool, int, float, str, bytes, tuple or ndarray
        Arrays are fresh, writable and row-major.

    Raises
    ------
    TamperedError
        If the bytes are not a value.
    """
    reader = _Reader(memoryview(data))
    value = reader.value(0)
    if reader.position != len(reader.data):
        raise TamperedError("bytes after the end of a value")
    return value


class _Reader:
    """A position in a buffer; every read checks what is left first."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.position = 0

    def take(self, size: int) -> memoryview:
        if not 0 <= size <= len(self.data) - self.position:
            raise TamperedError("a value longer than its message")
        self.position += size
        return self.data[self.position - size : self.position]

    def count(self) -> int:
        return int(COUNT.unpack(self.take(COUNT.size))[0])

    def value(self, depth: int) -> Any:
        tag = bytes(self.take(1))
        if tag in _CONSTANTS:
            return _CONSTANTS[tag]
        if tag in _SCALARS:
            scalar = _SCALARS[tag]
            return scalar.unpack(self.take(scalar.size))[0]
        if tag == b"s":
            return str(self.take(self.count()), "utf-8", "replace")
        if tag == b"b":
            return bytes(self.take(self.count()))
        if tag in b"aA":
            return self.array("F" if tag == b"A" else "C")
        if tag == b"t" and depth < MAX_DEPTH:
            # Lazily, so that a huge count fails at its first missing item.
            return tuple(self.value(depth + 1) for _ in range(self.count()))
        raise TamperedError("an unknown kind of value")

    def array(self, order: Any) -> Any:
        np = numpy()
        code = bytes(self.take(1))
        n_dimensions = self.take(1)[0]
        if code not in DTYPES or n_dimensions > MAX_DIMENSIONS:
            raise TamperedError("an unknown kind of array")
        shape = [INT.unpack(self.take(8))[0] for _ in range(n_dimensions)]
        if any(size < 0 for size in shape):
            raise TamperedError("an array with a negative size")
        # Sizes are Python's unbounded integers: no product overflows into a small one.
        data = self.take(prod(shape) * ITEM_BYTES[code])
        if code == b"?" and np.frombuffer(data, np.uint8).max(initial=0) > 1:
            raise TamperedError("a truth value that is neither true nor false")
        try:
            array = np.frombuffer(data, DTYPES[code]).reshape(shape, order=order)
        except ValueError as error:  # (0, 2**62, 2**62): nothing inside, still too big
            raise TamperedError("an array with an impossible shape") from error
        return np.array(array, order="C")


_CONSTANTS: dict[bytes, bool | None] = {b"N": None, b"T": True, b"F": False}
_SCALARS = {b"i": INT, b"d": FLOAT}
