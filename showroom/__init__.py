"""The business of one car outlet: rules, commands, queries, papers. Knows no window."""
