"""python -m ex4: run the exercise, ex4.py, step by step."""

import runpy

runpy.run_module("ex4.ex4", run_name="__main__")
