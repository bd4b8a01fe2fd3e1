"""Mistakes that students really make, and what they compute."""
