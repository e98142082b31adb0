"""Passing customers on, erasing a person, and telling all that is held about one."""
