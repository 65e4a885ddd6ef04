// The server's clock, in milliseconds.
RETURN timestamp() AS now
