"""ArtisanMarket."""
