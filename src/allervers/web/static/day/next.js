// « n » leads to the next person, « p » to the one before: in « Ma journée » from line to line, on the page of a person or
// of a referral along the list beside it. Switched off on the page « Apparence ».
const lines = [...document.querySelectorAll(".day > li")];

function alongTheDay(step, from) {
  const here = from.closest?.(".day > li");
  // Back from a call, the line that the address names is the next one already.
  const named = lines.findIndex((line) => line.matches(":target"));
  const at = here ? lines.indexOf(here) + step : named < 0 ? 0 : named;
  lines[Math.min(Math.max(at, 0), lines.length - 1)].querySelector("h2 a").focus();
}

function alongTheListBeside(step) {
  const links = [...document.querySelectorAll(".beside li a")];
  const at = links.findIndex((link) => link.ariaCurrent === "page");
  links[at < 0 ? 0 : at + step]?.click();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  const step = { n: 1, p: -1 }[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey || typing) return;
  if (lines.length) alongTheDay(step, event.target);
  else alongTheListBeside(step);
});
