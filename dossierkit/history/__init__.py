"""Git: one commit for each command, and what the history of a book knows."""
