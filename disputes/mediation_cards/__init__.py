"""The cards of a mediation's page, a module each; disputes/mediation_page.py puts them in order."""
