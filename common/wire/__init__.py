"""Messages between the server and its terminals: HTTP bodies, push frames, problems (msgspec)."""
