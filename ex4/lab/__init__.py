"""The initialization lab: why weights must start random, and how."""
