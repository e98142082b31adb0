"""The occasions that people keep, and the long holidays of our own (M20, M42, M45)."""
