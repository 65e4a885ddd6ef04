// A price, so many times, as the floating-point number that a graph (or JSON, or a document) holds it in.
RETURN reduce(sum = 0.0, i IN range(1, $times) | sum + $price) AS sum
