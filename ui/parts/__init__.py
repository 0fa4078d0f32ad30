"""Parts of pages: what a page is put together from, each about one thing of the business."""
