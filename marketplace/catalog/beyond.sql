-- The products beyond the one that a cursor names (its id, and what it is sorted by), in the order of the page, or
-- backwards. A part of other statements. Which sort it is is known when the statement is planned: one branch is left,
-- and an index on (sort key, id) is entered where the page begins. Without a cursor all are beyond it.
(
    CASE
        WHEN %(id)s::text IS NULL THEN true
        WHEN %(sort)s = 'popular' AND NOT %(back)s
            THEN p.sold <= %(sold)s::integer AND (p.sold < %(sold)s::integer OR p.id > %(id)s::text)
        WHEN %(sort)s = 'popular'
            THEN p.sold >= %(sold)s::integer AND (p.sold > %(sold)s::integer OR p.id < %(id)s::text)
        WHEN %(sort)s = 'newest' AND NOT %(back)s
            THEN p.listed_at <= %(listed_at)s::timestamptz
                 AND (p.listed_at < %(listed_at)s::timestamptz OR p.id > %(id)s::text)
        WHEN %(sort)s = 'newest'
            THEN p.listed_at >= %(listed_at)s::timestamptz
                 AND (p.listed_at > %(listed_at)s::timestamptz OR p.id < %(id)s::text)
        WHEN %(sort)s = 'name' AND NOT %(back)s
            THEN (left(p.name, %(letters)s::integer), p.id) > (%(name)s::text, %(id)s::text)
        WHEN %(sort)s = 'name'
            THEN (left(p.name, %(letters)s::integer), p.id) < (%(name)s::text, %(id)s::text)
        -- By price those without one come last, in both orders.
        WHEN %(price)s::numeric IS NULL AND NOT %(back)s THEN p.price IS NULL AND p.id > %(id)s::text
        WHEN %(price)s::numeric IS NULL THEN p.price IS NOT NULL OR p.id < %(id)s::text
        WHEN %(sort)s = 'price_up' AND NOT %(back)s
            THEN p.price > %(price)s::numeric OR p.price = %(price)s::numeric AND p.id > %(id)s::text OR p.price IS NULL
        WHEN %(sort)s = 'price_up'
            THEN p.price <= %(price)s::numeric AND (p.price < %(price)s::numeric OR p.id < %(id)s::text)
        WHEN NOT %(back)s
            THEN p.price < %(price)s::numeric OR p.price = %(price)s::numeric AND p.id > %(id)s::text OR p.price IS NULL
        ELSE p.price >= %(price)s::numeric AND (p.price > %(price)s::numeric OR p.id < %(id)s::text)
    END
)
