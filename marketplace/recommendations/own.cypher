// What a shopper has bought.
MATCH (:User {id: $user_id})-[:PURCHASED]->(p:Product)
RETURN DISTINCT p.id AS id
