-- What could not be read, and what to do about it
SELECT path, stage, message FROM problems ORDER BY path, stage, message;
