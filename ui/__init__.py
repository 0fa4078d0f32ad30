"""The desktop: windows, pages and widgets over the rooms of `showroom`."""
