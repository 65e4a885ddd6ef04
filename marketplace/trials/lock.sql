-- One at a time copies a trial's counts, or forgets them: what is being forgotten is not written down meanwhile by somebody
-- who read it before. No row where there is no such trial.
SELECT id FROM trials WHERE id = %(trial)s FOR NO KEY UPDATE
