-- What an entry said before a new version of its hand-in took its place, as JSON: its facts and photo, since when, by whom.
ALTER TABLE entries ADD COLUMN before TEXT NOT NULL DEFAULT '';
