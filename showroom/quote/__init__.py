"""报价: what a car costs on the road, under whose authority, paid how."""
