"""Reading the forms folder: kinds of meeting, rules, roles and the authority's settings, checked by a schema of our own."""
