"""The demonstration: real minutes the whole way, each person in a browser session of their own."""
