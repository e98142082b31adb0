"""What moved through time: stages, promises, customers won and lost (M33)."""
