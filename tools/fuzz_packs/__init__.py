"""Spoils meeting packs by their structure, sealed and sealed anew, and sees that none is taken for a good one."""
