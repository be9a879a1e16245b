"""Filings on paper: what a form and the agreement attached to it say of a contract, each value with its place."""
