"""The pages: thin functions from a request to a template."""
