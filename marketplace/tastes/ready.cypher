// Whether a load has come as far as the lines between products, and there are any purchases to draw them from.
RETURN EXISTS { (:Computed {name: 'ALSO_BOUGHT'}) } AND EXISTS { ()-[:PURCHASED]->() } AS ready
