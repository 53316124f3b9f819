"""The cards of an eviction case's page, a module each; evictions/eviction_page.py puts them in order."""
