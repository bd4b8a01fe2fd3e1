"""What an exception usually means; a rule for each mistake, the menu in menu.py."""
