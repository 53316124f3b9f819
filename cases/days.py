"""The two days that stand for none, so that what has no day still sorts."""

import datetime as dt

NO_DAY = dt.date.max
"""After every day: when a partner answers with whom no time was agreed; the next step of who has none."""
NEVER = dt.date.min
"""Before every contact: whoever was never met comes first where the longest silence does."""
