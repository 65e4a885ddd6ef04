// Makers. MERGE finds each by its constraint's index.
UNWIND $rows AS row
MERGE (s:Seller {id: row.id})
SET s.name = row.name
