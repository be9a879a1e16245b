"""The REST API: the lists of the site for programs, with the same filters."""
