"""Before the records are open: the first start in four steps, the passphrase, the recovery code.

Nothing here imports what is slow, so that the first window is painted at once; the door to the store is handed in.
"""
