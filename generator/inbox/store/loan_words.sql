-- What whoever takes a loan on has to know first: why its newest step was undone, in Persian, and the cells that it had
-- before its introducer changed them, as JSON with the time.
ALTER TABLE loans ADD COLUMN undone TEXT NOT NULL DEFAULT '';
ALTER TABLE loans ADD COLUMN before TEXT NOT NULL DEFAULT '';
