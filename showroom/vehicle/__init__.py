"""Models, prices and the cars in the yard."""
