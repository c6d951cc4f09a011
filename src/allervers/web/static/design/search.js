// « / » leads to the search, unless somebody is typing; it is switched off on the page « Apparence ».
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || typing) return;
  event.preventDefault();
  document.querySelector(".site-header input[type=search]")?.focus();
});
