"""The cards of a complaint's page: disputes/complaint_page.py."""
