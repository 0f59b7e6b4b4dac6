"""Long trials of what may not be lost: killed processes, lost power, refusing disks, tampering, many starts at once."""
