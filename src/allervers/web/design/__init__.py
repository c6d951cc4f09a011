"""The look of every screen: base page, fields, pieces.

- `design/base.html`: blocks `title`, `breadcrumb`, `content` (one `<h1>`), `aside` (a labelled `<aside>`).
- Forms: `<form method="post" novalidate>`, `design/error_summary.html` first (from `form` or `forms`), then
  `{{ form }}` or `{{ form.x.as_field_group }}`. Optional fields say « (facultatif) »;
  the form's `mark_optional = False` silences it (filters);
  `required_when_shown = {"x"}` silences it for what `clean()` requires once shown.
- Fields revealed by a choice: `<form class="has-reveal">`, a `Revealing…` widget (or on a single checkbox
  `attrs={"data-reveals": "care"}`), `<div class="reveal reveal-care">`. Hidden fields are still sent:
  `clean()` decides what counts.
- Each piece, in `templates/design/`, tells its context on its first line. `/design/` shows them all.
- Content Security Policy: no `style` attribute, no inline script, anywhere.
"""
