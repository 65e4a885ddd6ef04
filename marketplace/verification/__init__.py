"""The stores compared with one another: every difference is named. Reads only; mending is `marketplace rebuild`."""
