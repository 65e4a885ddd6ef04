-- The server's version and pgvector's.
SELECT current_setting('server_version') AS server, extversion AS vector FROM pg_extension WHERE extname = 'vector'
