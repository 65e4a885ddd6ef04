-- An order of a shopper who does not exist.
INSERT INTO orders (user_id, total) VALUES ('nobody', 10)
