"""Help with words on every page: spelling, quick phrases, find and replace."""
