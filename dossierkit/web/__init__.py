"""A local page of a book: pages made of values, behind a guard, written into as commands write."""
