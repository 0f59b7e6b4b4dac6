"""A whole meeting minuted by keys alone: nothing lost, nothing slow, at the end as at the start."""
