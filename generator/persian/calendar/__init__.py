"""Dates, certain and uncertain, in three calendars."""
