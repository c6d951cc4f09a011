/* What a machine can see of a page, once everything that folds or hides in it is shown. */
({
  unfold() {
    document.querySelectorAll("details").forEach((part) => { part.open = true; });
    const shown = new CSSStyleSheet();
    shown.replaceSync(".has-reveal .reveal { display: block !important }");
    document.adoptedStyleSheets = [shown];
  },

  /* Colours take most of the time: they are looked at in texts that no page showed in the same place with the same
     colours and letters (`known`, their numbers); `shown` are those of this page that are new. */
  async faults(known) {
    const seen = new Set(known), shown = [];
    const layers = new Map([[null, ""]]), places = new Map([[null, ""]]);
    const number = (text) => [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)) | 0, 7);
    for (const each of document.querySelectorAll("html, html *")) {
      const style = getComputedStyle(each), parent = each.parentElement;
      const clear = style.backgroundColor === "rgba(0, 0, 0, 0)" && style.backgroundImage === "none" && style.opacity === "1";
      const layer = clear ? "" : `${style.backgroundColor} ${style.backgroundImage} ${style.opacity}`;
      layers.set(each, layers.get(parent) + layer);
      places.set(each, `${places.get(parent)} ${each.localName}.${each.className}`);
      const says = [...each.childNodes].some((part) => part.nodeType === Node.TEXT_NODE && part.data.trim());
      if (!(says || each.matches("input, select, textarea")) || !each.checkVisibility()) continue;
      const letters = `${style.color} ${style.fontSize} ${style.fontWeight} ${each.type} ${each.disabled}`;
      const look = number(`${places.get(each)}|${layers.get(each)}|${letters}`);
      if (seen.has(look)) continue;
      seen.add(look);
      shown.push(look);
      each.dataset.look = "new";
    }
    axe.configure({ rules: [{ id: "color-contrast", selector: "[data-look]" }] });
    const { violations } = await axe.run({ resultTypes: ["violations"], preload: false });
    document.querySelectorAll("[data-look]").forEach((each) => each.removeAttribute("data-look"));
    const faults = violations.map((fault) => `${fault.impact} ${fault.id}: ${fault.nodes.map((node) => node.target).join(" | ")}`);
    return { faults, shown };
  },

  /* The elements that stick out of the screen, none if it needs no horizontal scroll. */
  tooWide() {
    if (document.documentElement.scrollWidth <= window.innerWidth) return [];
    const out = [...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > window.innerWidth);
    return out.slice(0, 3).map((each) => each.outerHTML.slice(0, 120));
  },

  /* Remember where the keyboard goes, and whether it can be seen there: from the first link of the page to the last, or
     within its `main` alone, where the first link leads. */
  follow(whole) {
    const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const within = whole ? document : document.querySelector("main");
    const wanted = [...within.querySelectorAll(all)].filter(
      (each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true }),
    );
    const followed = { wanted, reached: new Set(), unseen: new Set() };
    document.addEventListener("focusin", ({ target }) => {
      if (target.localName === "main") return;
      followed.reached.add(target.type === "radio" ? target.form.elements[target.name] : target);
      const style = getComputedStyle(target);
      if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) followed.unseen.add(target);
    });
    window.followed = followed;
    document.activeElement.blur();
    document.querySelector(whole ? ".skip-link" : "main").focus();
    return wanted.length + 3 * within.querySelectorAll("input[type=date], input[type=time]").length;
  },

  followed() {
    const { wanted, reached, unseen } = window.followed;
    const missed = wanted.filter((each) => !reached.has(each.type === "radio" ? each.form.elements[each.name] : each));
    const name = (each) => each.outerHTML.slice(0, 120);
    return { missed: missed.map(name), unseen: [...unseen].map(name) };
  },

  /* The forms in which something is asked, by their place among the forms of the page. */
  asking() {
    const asked = "input:not([type=hidden]):not([type=submit]), textarea";
    return [...document.querySelectorAll("main form")].flatMap((form, place) =>
      form.method === "post" && form.querySelector(asked) ? [place] : [],
    );
  },

  sendEmpty(place) {
    const form = document.querySelectorAll("main form")[place];
    form.querySelectorAll("input:not([type=hidden]), textarea").forEach((field) => {
      if (field.type === "checkbox" || field.type === "radio") field.checked = false;
      else field.value = "";
    });
    form.submit();
  },

  /* The links of the summary of errors that lead nowhere. */
  lost() {
    return [...document.querySelectorAll(".error-summary a")]
      .filter((link) => !document.getElementById(link.hash.slice(1))?.checkVisibility())
      .map((link) => link.outerHTML);
  },
})
