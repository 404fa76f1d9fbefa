"""What people and workers do, one file per verb: load, decide, save, commit."""
