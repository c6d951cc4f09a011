/* What a machine can see of a page, once everything that folds or hides in it is shown. */
({
  unfold() {
    document.querySelectorAll("details").forEach((part) => { part.open = true; });
    const shown = new CSSStyleSheet();
    shown.replaceSync(".has-reveal .reveal { display: block !important }");
    document.adoptedStyleSheets = [shown];
  },

  /* Colours take most of the time: they are looked at in `coloured` alone, a selector. */
  async faults(coloured) {
    const colours = "color-contrast";
    const rules = { resultTypes: ["violations"], preload: false };
    const { violations } = await axe.run({ ...rules, rules: { [colours]: { enabled: false } } });
    for (const part of document.querySelectorAll(coloured))
      violations.push(...(await axe.run(part, { ...rules, runOnly: [colours] })).violations);
    return violations.map((fault) => `${fault.impact} ${fault.id}: ${fault.nodes.map((node) => node.target).join(" | ")}`);
  },

  /* The elements that stick out of the screen, none if it needs no horizontal scroll. */
  tooWide() {
    if (document.documentElement.scrollWidth <= window.innerWidth) return [];
    const out = [...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > window.innerWidth);
    return out.slice(0, 3).map((each) => each.outerHTML.slice(0, 120));
  },

  /* Remember where the keyboard goes, and whether it can be seen there. */
  follow() {
    const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const wanted = [...document.querySelectorAll(all)].filter(
      (each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true }),
    );
    const followed = { wanted, reached: new Set(), unseen: new Set() };
    document.addEventListener("focusin", ({ target }) => {
      followed.reached.add(target.type === "radio" ? target.form.elements[target.name] : target);
      const style = getComputedStyle(target);
      if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) followed.unseen.add(target);
    });
    window.followed = followed;
    document.activeElement.blur();
    document.querySelector(".skip-link").focus();
    return wanted.length + 3 * document.querySelectorAll("input[type=date], input[type=time]").length;
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
