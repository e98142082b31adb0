"""What `doctor` looks at, one module for each matter: reading only, and running nothing strange.

An examination takes the book's root and the time it is, and gives what it found. A new one is a
function here, named in `doctor.EXAMINATIONS`.
"""
