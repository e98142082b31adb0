"""The rules of the method as pure functions of a book and a date (DOMAIN.md).

Nothing here reads a file or a clock: today is an argument.
"""
