"""How good it is, in the field's own measures: offline figures of search and of recommenders."""
