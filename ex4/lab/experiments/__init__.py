"""One file per question, each with run(), table(), conclude() and draw()."""
