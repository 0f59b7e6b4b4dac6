"""Reading the forms folder: kinds of meeting, rules, roles and settings, checked by a schema of our own."""
