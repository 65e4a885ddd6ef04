-- A second vector of each product: what its picture measures, 100 numbers of colour, 96 of form, 60 of texture.
-- Only a product whose picture shows a thing has one, not one that is drawn as a wrapped parcel.
-- depends: 0001.schema
CREATE TABLE product_looks (
    product_id   text PRIMARY KEY REFERENCES products ON DELETE CASCADE,
    measure      text NOT NULL,                          -- the way of measuring: vectors of two ways cannot be compared
    picture_hash text NOT NULL,                          -- of the picture: one that is drawn as before is not measured again
    look         vector(256) NOT NULL
);
CREATE INDEX product_looks_hnsw ON product_looks USING hnsw (look vector_cosine_ops);
