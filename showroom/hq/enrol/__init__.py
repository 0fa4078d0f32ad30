"""Who belongs: the group's outlets, one-time codes, desks that join and desks that are shut out."""
