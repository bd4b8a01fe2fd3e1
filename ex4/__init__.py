"""Exercise 4 of the classic Machine Learning course: Neural Networks Learning."""
