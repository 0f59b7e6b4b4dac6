"""Preparing a meeting: its day and place, notes for the agenda, people, papers, and the invitations."""
