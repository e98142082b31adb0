"""Reading templates without a customer: what each of them needs, and what is wrong with it.

`nature` says what the names of templates are, `vocabulary` which of them a purpose has, `reader`
walks through a template and notes what it says, `needs` sums that up, `findings` judges it.
"""
