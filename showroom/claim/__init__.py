"""Things only one may have: asked for here, granted by HQ, by a lease, or by a desk alone."""
