"""What a part says: numbered frames, each a kind of message and its values.

A frame is a 16-byte nonce, a sequence number and a length, then one value. The nonce
is drawn for one part. Whoever knows it can still send nothing but values, which is
what a submission may do anyway; whoever does not is found out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from grader.wire import TamperedError

# What a part says: the first byte of every payload, before the encoded values.
STARTED, IMPORTED, ANSWERED = b"S", b"I", b"A"
MISSING, FAILED, DONE = b"M", b"F", b"D"
LAST = (MISSING, FAILED, DONE)

NONCE_BYTES = 16
HEADER = struct.Struct(f"<{NONCE_BYTES}sII")


def frame(nonce: bytes, number: int, payload: bytes) -> bytes:
    """Pack an encoded value as the frame of this number."""
    return HEADER.pack(nonce, number, len(payload)) + payload


class Frames:
    """Cuts what arrives into frames, and insists on nonce, order and size.

    Parameters
    ----------
    nonce : bytes
    max_bytes : int
        Of all payloads together.
    """

    def __init__(self, nonce: bytes, max_bytes: int) -> None:
        self.nonce = nonce
        self.bytes_left = max_bytes
        self.number = 0
        self._pending = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Add what was read, and yield every payload that is now complete.

        Parameters
        ----------
        data : bytes

        Yields
        ------
        bytes
            One encoded value.

        Raises
        ------
        TamperedError
            If a frame has another nonce, number or size than it may have.
        """
        self._pending += data
        while len(self._pending) >= HEADER.size:
            nonce, number, size = HEADER.unpack_from(self._pending)
            if nonce != self.nonce:
                raise TamperedError("a message that does not bear this part's nonce")
            if number != self.number:
                raise TamperedError(f"message {number} where {self.number} was due")
            if size > self.bytes_left:
                raise TamperedError(f"a message of {size} bytes")
            end = HEADER.size + size
            if len(self._pending) < end:
                return
            payload = bytes(self._pending[HEADER.size : end])
            del self._pending[:end]
            self.bytes_left -= size
            self.number += 1
            yield payload

    @property
    def is_between(self) -> bool:
        """Whether no frame is half read."""
        return not self._pending
