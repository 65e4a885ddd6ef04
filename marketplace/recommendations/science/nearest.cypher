// The products nearest to each, by the cosine of their embeddings. All of what is sampled is compared until nothing gets
// better (NN-Descent: Dong, Moses and Li, WWW 2011). What it calls similarity is (1 + cosine) / 2.
CALL gds.knn.stream($graph, {
    nodeLabels: ['Product'], nodeProperties: {embedding: 'COSINE'}, topK: $neighbours, sampleRate: 1.0,
    deltaThreshold: 0.0, randomSeed: $seed, concurrency: 1
}) YIELD node1, node2, similarity
WITH gds.util.asNode(node1).id AS id, gds.util.asNode(node2).id AS other, 2 * similarity - 1 AS cosine
WHERE cosine > 0
WITH id, collect([other, cosine]) AS edges
RETURN id, edges
ORDER BY id
