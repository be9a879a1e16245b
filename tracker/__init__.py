"""Retainer: filings and articles become lobbying contracts with evidence."""
