-- The figures of a trial go.
DELETE FROM trial_figures WHERE trial = %(trial)s
