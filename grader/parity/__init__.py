"""Parity: the same lines in Python and in Octave, and how far they are apart."""
