// What was found, to be read at once, and over how many purchases.
MERGE (c:Computed {name: $name})
SET c.at = datetime(), c.report = $report
