"""How minutes move: states, commands, one table, access and the adjustment policy."""
