"""Where the files of the exercise lie, in a clone, a student's folder or a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).parent

# In a clone and in a student's folder data/ lies beside ex4/; a wheel has it inside.
DATA_FOLDERS = (PACKAGE.parent / "data", PACKAGE / "data")
