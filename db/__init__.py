"""Tables and storage of one desk. Knows no business."""
