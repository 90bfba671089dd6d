"""Behind the data page: tables and books of a version, and files to take away."""
