-- Everybody of whom there are figures.
SELECT DISTINCT shopper FROM trial_figures WHERE trial = %(trial)s
