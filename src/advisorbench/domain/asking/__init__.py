"""Who may be asked, for whom, in which words, and what comes of it."""
