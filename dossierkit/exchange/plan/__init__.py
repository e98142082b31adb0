"""What an import would do to a book: each arrival beside what the book knows, nothing written."""
