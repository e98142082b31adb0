"""Mail that comes in: whose it is, what kind of mail, and what of it goes into the book."""
