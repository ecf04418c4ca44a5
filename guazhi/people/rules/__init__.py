"""The rules of people's data: names, numbers, dates, codes. No database, no clock."""
