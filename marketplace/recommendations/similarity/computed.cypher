// What was worked out over the whole graph, from which data, and when: so that the same is not worked out twice, and a page
// can say how old it is.
MATCH (c:Computed {name: $name})
RETURN c.fingerprint AS fingerprint, c.at AS at, c.seconds AS seconds, c.count AS count
