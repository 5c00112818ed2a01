"""整改: tasks that put findings right, each with an owner, a day, its reason and a state; below the services that make them."""
