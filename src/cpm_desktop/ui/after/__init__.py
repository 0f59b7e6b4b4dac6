"""After the signature: the signed record, everybody's copy, and the child's file."""
