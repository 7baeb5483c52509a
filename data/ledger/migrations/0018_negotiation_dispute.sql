-- A dispute over the signing of a contract that the authority coordinates, what the law
-- asks of representatives of disabled workers, and how many reach a piece rate.
ALTER TABLE negotiation ADD COLUMN dispute_accepted TEXT;
ALTER TABLE negotiation ADD COLUMN dispute_ended TEXT;
ALTER TABLE negotiation ADD COLUMN disabled_staff INTEGER;
ALTER TABLE negotiation_price ADD COLUMN reach_percent REAL;
