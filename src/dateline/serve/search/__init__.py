"""Behind the search: what is asked for, what is found with its counts, snippets, and feeds of saved searches."""
