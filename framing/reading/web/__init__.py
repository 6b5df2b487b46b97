"""Pages, feeds, mail and archives of the web, and the JSON of news services."""
