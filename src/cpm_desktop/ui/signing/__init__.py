"""What stands behind signatures: the certificate in use, and the server that confirms times."""
