-- What came of each arm by people, simulated visitors apart from everybody else: who was shown something, who of them clicked,
-- who bought and kept what they were shown. Guests cannot order. Whoever was first shown something once the trial was over is
-- left out: their page was under way when it ended.
SELECT simulated,
       arm,
       count(*) AS people,
       count(*) FILTER (WHERE guest) AS guests,
       count(*) FILTER (WHERE clicks > 0) AS clicked,
       count(*) FILTER (WHERE purchases > returns AND NOT guest) AS bought,
       sum(impressions)::integer AS impressions,
       sum(clicks)::integer AS clicks,
       sum(purchases)::integer AS purchases,
       sum(returns)::integer AS returns
FROM (
    SELECT starts_with(shopper, %(visitor)s) AS simulated, starts_with(shopper, %(guest)s) AS guest, arm,
           sum(impressions) AS impressions, sum(clicks) AS clicks, sum(purchases) AS purchases, sum(returns) AS returns
    FROM trial_figures
    WHERE trial = %(trial)s
    GROUP BY shopper, arm
    HAVING %(stopped_at)s::timestamptz IS NULL OR min(first_shown_at) < %(stopped_at)s
) AS each
GROUP BY simulated, arm
