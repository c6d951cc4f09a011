// The button that prints exists only where a script can press it; without, the page says how to print.
for (const button of document.querySelectorAll(".print-page")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
