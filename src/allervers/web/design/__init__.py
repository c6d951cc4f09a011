"""The look of every screen: base page, fields, pieces.

- `design/base.html`: blocks `title`, `breadcrumb`, `content` (one `<h1>`), `aside` (a labelled `<aside>`).
- Forms: `<form method="post" novalidate>`, `design/error_summary.html` first (from `form` or `forms`), then
  `{{ form }}` or `{{ form.x.as_field_group }}`. Optional fields say « (facultatif) »;
  the form's `mark_optional = False` silences it (filters);
  `required_when_shown = {"x"}` silences it for what `clean()` requires once shown.
- Fields revealed by a choice: `<form class="has-reveal">`, a `Revealing…` widget (or on a single checkbox
  `attrs={"data-reveals": "care"}`), `<div class="reveal reveal-care">`. Hidden fields are still sent:
  `clean()` decides what counts.
- Short choices are chips: a widget of the class `in-columns`. Dates: `web/forms/dates.py`.
- `{% themes codes %}`, `{{ name|initials }}`, `{% icon "search" %}`; the list beside its page: `design/beside.html`,
  block `beside`; a page that asks one thing: `<form class="panel narrow">`; panels two by two: `in-columns-of-panels`.
- A message that undoes: `web.undo.done`. Colours: `static/design/theme.css`, `dark.css`, `contrast.css`, and no others.
- Each piece, in `templates/design/`, tells its context on its first line. `/design/` shows them all.
- Content Security Policy: no `style` attribute, no inline script, anywhere.
"""
