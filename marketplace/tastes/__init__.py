"""What Graph Data Science finds in the purchases: tastes, influence, and what joins the crafts; kept in the graph."""
