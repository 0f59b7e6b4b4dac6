"""How the schema came to be, version by version. What is released here is never changed again."""
