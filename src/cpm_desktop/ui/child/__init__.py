"""A child's file: who the child is, reviews and meetings over time, what is open, people, records."""
