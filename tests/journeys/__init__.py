"""Main journeys in a real browser, each as the party would do it."""
