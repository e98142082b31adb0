"""The whole folder: finding it, loading it, and what its files say of each other."""
