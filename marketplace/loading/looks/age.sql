-- Every look counts as measured of another picture: it serves until it has been measured anew.
UPDATE product_looks SET picture_hash = ''
