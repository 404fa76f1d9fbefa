"""The steps of verifying an archive package, by what they look at."""
