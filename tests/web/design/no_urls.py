"""A site of which nothing answers."""

urlpatterns = []
