-- What came of each arm, by people: who was shown something, who of them clicked, who bought and kept what they were shown.
SELECT arm,
       count(*) AS shoppers,
       count(*) FILTER (WHERE starts_with(shopper, %(simulated)s)) AS simulated,
       count(*) FILTER (WHERE clicks > 0) AS clicked,
       count(*) FILTER (WHERE purchases > returns) AS bought,
       sum(impressions)::integer AS impressions,
       sum(clicks)::integer AS clicks,
       sum(purchases)::integer AS purchases,
       sum(returns)::integer AS returns
FROM (
    SELECT shopper, arm, sum(impressions) AS impressions, sum(clicks) AS clicks, sum(purchases) AS purchases,
           sum(returns) AS returns
    FROM trial_figures
    WHERE trial = %(trial)s
    GROUP BY shopper, arm
) AS each
GROUP BY arm
