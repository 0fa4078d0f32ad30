"""What people do at desks: commands of the rooms, papers, hands that reach into the store."""
