"""Floor 2: what a person can do, one verb a function; without Qt, SQL or PDF libraries."""
