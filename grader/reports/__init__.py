"""What a grade looks like, one format a file; the menu is in menu.py."""
