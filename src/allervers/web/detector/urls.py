"""Addresses of the detectors' screens; they carry the identifier of a referral and nothing about the person."""

from django.urls import path

from . import views

app_name = "detector"
urlpatterns = [
    path("nouveau/", views.new, name="new"),
    path("", views.mine, name="mine"),
    path("accord-a-signer/", views.consent_form, name="blank-consent-form"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/accord-a-signer/", views.consent_form, name="consent-form"),
    path("<uuid:pk>/courrier/", views.letter, name="letter"),
]
