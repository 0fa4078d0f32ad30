"""People: who they are, how they sign in, what their role allows."""
