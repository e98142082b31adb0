"""What is coming: the days of people, countries and companies, and our own, from a day on."""
