"""What the administration's review reads and says; what it writes is in evictions/services/reviews.py."""
