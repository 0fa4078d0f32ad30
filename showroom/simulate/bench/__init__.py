"""What sync costs, measured in one run beside the floor it stands on."""
