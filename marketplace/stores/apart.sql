-- For this transaction: nothing is written, and nothing takes long. What runs only to be looked at may harm nobody.
SELECT set_config('transaction_read_only', 'on', true), set_config('statement_timeout', %(milliseconds)s, true)
