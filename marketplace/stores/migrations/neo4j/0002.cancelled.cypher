// An order that was cancelled leaves its id: news of its placing that arrives after that writes nothing.
CREATE CONSTRAINT cancelled_order_id IF NOT EXISTS FOR (c:CancelledOrder) REQUIRE c.id IS UNIQUE;
