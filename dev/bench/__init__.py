"""`make bench`: the product against plain SQL and bare Django, in interleaved rounds on one machine."""
