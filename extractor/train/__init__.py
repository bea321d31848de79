"""How the shipped encoder is made: ``make model``. Needs ``pip install .[train]``; nothing here runs for a user."""
