CREATE TABLE bookings (
  guest TEXT PRIMARY KEY
);
