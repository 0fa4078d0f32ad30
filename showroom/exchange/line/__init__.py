"""`showroom join` and `showroom sync`: a desk and its headquarters from the command line."""
