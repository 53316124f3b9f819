"""Development tools: embedded servers, the make targets, benchmarks and chaos. The product imports none of
it, except settings.py when no DATABASE_URL or REDIS_URL is given."""
