"""Which facts of a customer the log speaks against: one module for each kind of fact."""
