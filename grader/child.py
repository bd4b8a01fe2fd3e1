"""The child's way in: waits for requests on stdin, answers on what was stdout.

Everything the child needs stands in this file and those it imports, and they import
nothing but the standard library and numpy: no expected value, no score and no reference
can be found on this side of the wall.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from grader import messages, wire

# Between parent and warm child, where no student is: no nonce is needed.
SESSION = bytes(messages.NONCE_BYTES)


class Channel:
    """Whole values to and from the parent.

    Parameters
    ----------
    inward, outward : int
        File descriptors.
    """

    def __init__(self, inward: int, outward: int) -> None:
        self.inward = inward
        self.outward = outward
        self._frames = messages.Frames(SESSION, 1 << 40)
        self._waiting: list[bytes] = []
        self._n_sent = 0

    def receive(self) -> Any:
        """Return the next value, or None when the parent has gone."""
        while not self._waiting:
            if not (data := os.read(self.inward, 1 << 20)):
                return None
            self._waiting += self._frames.feed(data)
        return wire.decode(self._waiting.pop(0))

    def send(self, value: Any) -> None:
        """Send a value."""
        data = memoryview(messages.frame(SESSION, self._n_sent, wire.encode(value)))
        self._n_sent += 1
        while data:
            data = data[os.write(self.outward, data) :]


def _private_channel() -> Channel:
    """Move stdin and stdout out of a student's way; what is printed goes to stderr."""
    channel = Channel(os.dup(0), os.dup(1))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return channel


def main() -> None:
    """Serve requests until the parent closes the channel."""
    channel = _private_channel()
    settings = dict(channel.receive() or sys.exit())
    sys.path += settings["path"]
    if settings["spawn"]:
        from grader.perform import perform

        channel.send("ready")
        request = dict(channel.receive() or sys.exit())
        os.close(channel.inward)
        perform(request, settings, channel.outward)
    else:
        from grader.supervise import serve

        serve(channel, settings)
