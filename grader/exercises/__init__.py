"""The exercises that can be graded, one package each; the menu is in menu.py."""
