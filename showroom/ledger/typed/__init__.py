"""What people type into one cell, and what it means."""
