"""The only thing that crosses the wall must survive whatever comes."""

import contextlib
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader import wire

DTYPES = st.sampled_from([np.dtype(dtype) for dtype in wire.CODES])
arrays = hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, min_side=0, max_side=4))
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
)
values = st.recursive(scalars, lambda inner: st.lists(inner).map(tuple), max_leaves=8)


@given(values)
def test_what_is_written_is_read(value):
    assert wire.decode(wire.encode(value)) == value


@given(arrays)
def test_arrays_keep_dtype_shape_and_bits(array):
    copy = wire.decode(wire.encode(array))
    assert (copy.dtype, copy.shape) == (array.dtype, array.shape)
    assert copy.tobytes() == array.tobytes()
    assert copy.flags.writeable
    assert not np.shares_memory(copy, array)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_a_value_or_refused(data):
    with contextlib.suppress(wire.TamperedError):
        wire.decode(data)


@given(values | arrays, st.data())
def test_a_damaged_value_is_a_value_or_refused(value, data):
    content = bytearray(wire.encode(value))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(wire.TamperedError):
        wire.decode(bytes(content))


@pytest.mark.parametrize(
    "content",
    [
        b"ad\x01" + struct.pack("<q", 10**12),
        b"ad\x01" + struct.pack("<q", -1),
        b"ad\x02" + struct.pack("<qq", 2**62, 4),
        b"ad\x02" + struct.pack("<qq", 0, 2**62) * 1,
        b"aO\x01" + struct.pack("<q", 1) + bytes(8),
        b"a?\x01" + struct.pack("<q", 1) + b"\x02",
        b"ad\x40",
        b"t\xff\xff\xff\xff",
        b"t\1\0\0\0" * 1000 + b"N",
        b"s\xff\xff\xff\x7fx",
        b"NN",
        b"",
        b"\x80\x04K\x01.",  # a pickle
    ],
)
def test_claims_are_checked_before_anything_is_allocated(content):
    try:
        value = wire.decode(content)
    except wire.TamperedError:
        return
    assert value.size == 0


@pytest.mark.parametrize("value", [object(), {1: 2}, np.zeros(1, "c16"), np.str_("x")])
def test_what_has_no_form_does_not_travel(value):
    with pytest.raises((TypeError, AttributeError)):
        wire.encode(value)


def test_octave_writes_column_by_column():
    content = b"Ad\x02" + struct.pack("<qq4d", 2, 2, 1, 2, 3, 4)
    assert wire.decode(content).tolist() == [[1, 3], [2, 4]]
