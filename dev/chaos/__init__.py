"""`make chaos`: everything is killed, frozen, flushed and crashed while notices come in; none may be lost or
come twice. Runs on servers of its own, in a folder that is removed afterwards."""
