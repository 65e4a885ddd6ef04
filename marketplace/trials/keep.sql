-- What Redis counted, as totals: they only grow, so the greater of two copies is the later one. Written twice, late, or by
-- two at once it is the same, and nothing needs to be taken out of Redis before (a grow-only counter: Shapiro and others,
-- Conflict-free Replicated Data Types, SSS 2011).
INSERT INTO trial_figures AS f (trial, shopper, life, arm, first_shown_at, impressions, clicks, purchases, returns)
SELECT %(trial)s, one.*
FROM unnest(%(shoppers)s::text[], %(lives)s::text[], %(arms)s::text[], %(firsts)s::timestamptz[],
            %(impressions)s::integer[], %(clicks)s::integer[], %(purchases)s::integer[], %(returns)s::integer[]) AS one
ON CONFLICT (trial, shopper, life) DO UPDATE
SET impressions = greatest(f.impressions, excluded.impressions),
    clicks      = greatest(f.clicks, excluded.clicks),
    purchases   = greatest(f.purchases, excluded.purchases),
    returns     = greatest(f.returns, excluded.returns)
