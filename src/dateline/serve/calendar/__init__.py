"""Behind the calendar: plans of a month, the grid of its days, and the file to subscribe to."""
