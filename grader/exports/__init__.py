"""What becomes of a class's grades outside the gradebook; the menu is in menu.py."""
