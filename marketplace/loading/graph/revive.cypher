// Orders that stand are not cancelled.
UNWIND $ids AS id
MATCH (c:CancelledOrder {id: id})
DELETE c
