"""The parts of the main window round the page: rail, header, strip, palette, help, lock."""
