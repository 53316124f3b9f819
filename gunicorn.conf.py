"""Read by gunicorn from the folder it is started in; what is set on the command line (Procfile) wins."""

logger_class = "core.gunicorn_logs.QuietLogger"
