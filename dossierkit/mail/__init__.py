"""Letters: from templates to drafts that a mail program opens."""
