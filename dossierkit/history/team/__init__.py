"""Working together: setting up a clone, exchanging with colleagues, hooks, examining git."""
