// Says, ten minutes before, that the session will end; « Rester connecté » prolongs it without leaving the page.
const warning = document.querySelector("[data-session-seconds]");
const TOLD_BEFORE = 10 * 60;

function wait(seconds) {
  warning.hidden = true;
  setTimeout(() => { warning.hidden = false; }, Math.max(0, seconds - TOLD_BEFORE) * 1000);
}

if (warning) {
  // A page where nothing is typed promises nothing of it.
  if (!document.querySelector("input[name=typed_by]")) warning.querySelectorAll("[data-typed]").forEach((part) => part.remove());
  wait(Number(warning.dataset.sessionSeconds));
  const form = warning.querySelector("form");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (answer.ok) wait(Number(answer.headers.get("X-Session-Seconds")));
    else warning.querySelector("[data-session-over]").hidden = false;
  });
}
