"""What git knows of a book: so far, when a file entered it."""
