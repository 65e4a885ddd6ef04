"""What a shopper means to buy: a hash in Redis that lives for a day after it was last touched."""
