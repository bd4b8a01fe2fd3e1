"""Exercise 4, Neural Networks Learning: what is graded, and how."""
