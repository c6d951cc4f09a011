"""Addresses of the API. All but its description ask for a token."""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView

from .carriers import ReportsView
from .figures import FiguresView
from .referrals import ReferralsView, ReferralView
from .rights_files import AcknowledgementView, DocumentView, FilesView, FileView, TransitionsView

urlpatterns = [
    path("schema/", SpectacularJSONAPIView.as_view(), name="api-schema"),
    path("v1/figures", FiguresView.as_view(), name="api-figures"),
    path("v1/messages/reports", ReportsView.as_view(), name="api-message-reports"),
    path("v1/referrals", ReferralsView.as_view(), name="api-referrals"),
    path("v1/referrals/<uuid:referral_id>", ReferralView.as_view(), name="api-referral"),
    path("v1/rights-files", FilesView.as_view(), name="api-rights-files"),
    path("v1/rights-files/<uuid:file_id>", FileView.as_view(), name="api-rights-file"),
    path(
        "v1/rights-files/<uuid:file_id>/acknowledgement",
        AcknowledgementView.as_view(),
        name="api-rights-file-acknowledgement",
    ),
    path(
        "v1/rights-files/<uuid:file_id>/documents/<uuid:document_id>",
        DocumentView.as_view(),
        name="api-rights-file-document",
    ),
    path("v1/rights-files/<uuid:file_id>/transitions", TransitionsView.as_view(), name="api-rights-file-transitions"),
]
