"""Behind the page of an actor: whom it is about, the offices, the acts and the words."""
