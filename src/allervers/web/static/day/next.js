// « n » leads to the next person of the list, « p » to the one before; switched off on the page « Apparence ».
const links = [...document.querySelectorAll(".day h2 a")];

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=hidden]), textarea, select, [contenteditable]");
  const step = { n: 1, p: -1 }[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey || typing || !links.length) return;
  // Where one stands: the line that has the focus, else the one that the address names.
  const here = event.target.closest?.(".day > li") ?? (location.hash && document.querySelector(".day > li:target"));
  const at = links.findIndex((link) => here?.contains(link));
  // Back from a call, the line that the address names is the next one already.
  const to = at < 0 ? (step > 0 ? 0 : links.length - 1) : event.target.closest?.(".day > li") ? at + step : at;
  links[Math.min(Math.max(to, 0), links.length - 1)].focus();
});
