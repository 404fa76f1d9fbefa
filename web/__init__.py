"""Flask: thin pages around the use cases."""
