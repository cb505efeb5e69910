"""Paper and spreadsheets, in and out; imported late."""
