"""Frames are believed only with the right nonce, number and size."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import messages, wire


@given(st.lists(st.binary(max_size=50), max_size=5), st.integers(1, 30))
def test_frames_arrive_whole_however_they_are_cut(payloads, step):
    nonce = b"n" * messages.NONCE_BYTES
    stream = b"".join(messages.frame(nonce, i, p) for i, p in enumerate(payloads))
    frames = messages.Frames(nonce, 1000)
    pieces = (stream[i : i + step] for i in range(0, len(stream), step))
    assert [p for piece in pieces for p in frames.feed(piece)] == payloads
    assert frames.is_between


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_no_frame(data):
    frames = messages.Frames(b"n" * messages.NONCE_BYTES, 100)
    with contextlib.suppress(wire.TamperedError):
        assert list(frames.feed(data)) == []


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (messages.frame(b"m" * 16, 0, b""), "nonce"),
        (messages.frame(b"n" * 16, 1, b""), "message 1 where 0 was due"),
        (messages.frame(b"n" * 16, 0, b"x" * 101), "101 bytes"),
    ],
)
def test_a_wrong_frame_says_what_is_wrong(frame, reason):
    with pytest.raises(wire.TamperedError, match=reason):
        list(messages.Frames(b"n" * 16, 100).feed(frame))
