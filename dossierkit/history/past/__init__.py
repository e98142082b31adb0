"""What was: versions, the life of a dossier, a review of the book, the book as it stood."""
