"""The pages: each a function of the desk and of what was asked."""
