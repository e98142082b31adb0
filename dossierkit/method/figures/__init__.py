"""What a book says as a whole: figures counted from it, as pure functions of what is known."""
