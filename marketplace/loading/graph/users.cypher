// Shoppers. MERGE finds each by its constraint's index; what else is known of them in the graph stays.
UNWIND $rows AS row
MERGE (u:User {id: row.id})
SET u.name = row.name, u.location = row.location
