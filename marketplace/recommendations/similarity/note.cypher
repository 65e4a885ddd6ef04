// Notes what was worked out, from which data.
MERGE (c:Computed {name: $name})
SET c.fingerprint = $fingerprint, c.at = datetime(), c.seconds = $seconds, c.count = $count
