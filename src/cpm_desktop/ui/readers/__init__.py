"""Who may read what: limits set by hand, each copy as its reader gets it, and the words for the child."""
