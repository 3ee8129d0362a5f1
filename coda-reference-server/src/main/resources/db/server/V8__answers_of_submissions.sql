-- What a request under a key was answered, as JSON: a repeated one gets the same.
ALTER TABLE submissions ADD COLUMN answer TEXT;
