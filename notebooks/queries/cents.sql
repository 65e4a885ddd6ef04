-- A price, so many times, as numeric.
SELECT sum(%(price)s::numeric) AS sum FROM generate_series(1, %(times)s)
