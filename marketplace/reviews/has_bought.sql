-- Whether this shopper has an order of this product that stands: the mark "verified purchase".
SELECT EXISTS (
    SELECT 1 FROM orders o JOIN order_items i ON i.order_id = o.id
    WHERE o.user_id = %(user_id)s AND i.product_id = %(product_id)s AND o.status NOT IN ('cancelled', 'returned')
) AS verified
