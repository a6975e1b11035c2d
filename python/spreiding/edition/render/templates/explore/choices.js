// Choices: another year, group, measure or level in the same figure; and links that keep what was chosen.

/** @type {Map<string, number>} */
const chosen = new Map();

/**
 * Return the address of a table or figure, with what was chosen in it.
 * @param {string} id
 */
const address = (id) => {
  const query = chosen.get(id) ? `?${encodeURIComponent(id)}=${data.figures[id].variants[chosen.get(id) || 0].at.map(encodeURIComponent).join("~")}` : "";
  return `${location.href.split(/[?#]/)[0]}${query}#${id}`;
};

/**
 * Make a button that copies the link of a table or figure.
 * @param {string} id
 */
const linkTo = (id) => {
  const made = button(words.link, async () => {
    const link = address(id);
    let done = true;
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      done = copyOld(link);
    }
    if (!done) history.replaceState(null, "", link);
    made.textContent = done ? words.copied : words["not-copied"];
    say(made.textContent);
    setTimeout(() => (made.textContent = words.link), 3000);
  });
  return made;
};

/**
 * Copy a text in browsers that keep the clipboard from pages in files.
 * @param {string} text
 */
const copyOld = (text) => {
  const field = /** @type {HTMLTextAreaElement} */ (make("textarea", { class: "sr" }));
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
};

/**
 * Return the sign of a legend: the colour of a class with its texture or sign.
 * @param {string[]} entry
 */
const swatchOf = ([colour, , sign, texture, ink]) => {
  const made = draw("svg", { class: "swatch", viewBox: "0 0 20 20", "aria-hidden": "true" });
  made.append(draw("rect", { x: 0.5, y: 0.5, width: 19, height: 19, fill: colour, stroke: "#404040" }));
  if (texture === "hatched") made.append(draw("path", { d: "M0 20 20 0M0 10 10 0M10 20 20 10", stroke: "#8c8c8c", "stroke-width": 1.5 }));
  else if (texture === "dotted")
    made.append(draw("path", { d: "M5 5h.1M15 5h.1M5 15h.1M15 15h.1M10 10h.1", stroke: "#8c8c8c", "stroke-width": 2.4, "stroke-linecap": "round" }));
  else if (sign) made.append(draw("text", { x: 10, y: 14.5, "font-size": 13, "text-anchor": "middle", fill: ink }, sign));
  return made;
};

/**
 * Colour a map by the classes of a variant.
 * @param {HTMLElement} figure
 * @param {Variant} variant
 */
const recolour = (figure, variant) => {
  const picture = one(figure, "svg.map");
  if (!picture || !variant.classes) return;
  const base = picture.getAttribute("aria-labelledby")?.replace(/-t$/, "");
  /** @type {Map<string, string[]>} */
  const entries = new Map();
  all(picture, ".marks use").forEach((mark, i) => {
    const entry = variant.legend[variant.classes?.[i] || 0];
    mark.setAttribute("fill", entry[3] ? `url(#${base}-${entry[3]})` : entry[0]);
    entries.set(mark.dataset.k || "", entry);
  });
  for (const halo of all(picture, ".halo")) halo.remove();
  for (const text of all(picture, ".names text")) {
    const [colour, , sign, texture, ink] = entries.get(text.dataset.k || "") || [];
    text.setAttribute("fill", ink);
    for (const [name, value] of Object.entries({ stroke: colour, "stroke-width": "2.5", "stroke-linejoin": "round", "paint-order": "stroke" }))
      if (texture) text.setAttribute(name, value);
      else text.removeAttribute(name);
    const kind = text.getAttribute("class");
    const own = text.dataset.k || "";
    if (kind === "sign") text.textContent = texture ? "" : sign;
    if (kind === "code") text.replaceChildren(own, ...(sign && !texture ? [draw("tspan", {}, ` ${sign}`)] : []));
  }
};

/**
 * Fill the table of a figure with the rows of a variant.
 * @param {HTMLElement} figure
 * @param {Variant} variant
 */
const refill = (figure, variant) => {
  const table = one(figure, "table");
  if (!table || !variant.rows || !variant.columns) return;
  const columns = variant.columns;
  const total = one(table, "tr.total") !== null;
  const caption = one(table, "caption");
  if (caption) caption.textContent = variant.table || "";
  one(table, "thead tr:last-child")?.replaceChildren(...columns.map(([label, kind]) =>
    make(label.trim() ? "th" : "td", { ...(label.trim() ? { scope: "col" } : {}), ...(kind ? { class: kind } : {}) }, label)));
  const rows = variant.rows.map(([key, head, ...cells], i) =>
    make("tr", { "data-k": key, ...(total && i + 1 === variant.rows?.length ? { class: "total" } : {}) },
      make("th", { scope: "row" }, head),
      ...cells.map((cell, j) => make("td", columns[j + 1][1] ? { class: columns[j + 1][1] } : {}, cell))));
  one(table, "tbody")?.replaceChildren(...rows);
  sortable(table);
};

/**
 * Give a figure the notes of a variant, and the way to those that it shares.
 * @param {HTMLElement} figure
 * @param {Variant} variant
 */
const renote = (figure, variant) => {
  const notes = one(figure, ".notes");
  for (const old of all(figure, ".notes .note:not(.source)")) old.remove();
  const see = make("a", { href: `#${figure.closest("section")?.id}-n` }, words["shared-notes-link"]);
  const own = variant.notes.map((note) => make("p", { class: "note" }, note));
  notes?.prepend(...own, ...(variant.shared ? [make("p", { class: "note see" }, see)] : []));
  figure.dataset.shared = variant.shared;
};

/**
 * Show a variant of a figure.
 * @param {HTMLElement} figure
 * @param {number} i
 */
const choose = (figure, i) => {
  const variant = data.figures[figure.id].variants[i];
  chosen.set(figure.id, i);
  figure.classList.toggle("broad", variant.broad);
  hide(figure);
  const picture = one(figure, ".picture");
  const kept = originals.get(figure.id) || [];
  const own = variant.template && /** @type {HTMLTemplateElement | null} */ (document.getElementById(variant.template));
  const parts = own ? [...own.content.cloneNode(true).childNodes] : kept;
  for (const old of all(figure, ".picture > div")) old.remove();
  picture?.prepend(...parts);
  recolour(figure, variant);
  refill(figure, variant);
  const title = one(figure, ".title");
  if (title) title.textContent = variant.title;
  const what = one(figure, ".what");
  if (what) [what.textContent, what.hidden] = [variant.caption, !variant.caption];
  for (const [selector, text] of Object.entries({ ".alt": variant.alt, "svg desc": variant.alt, ".counted": variant.counted, ".source": variant.source }))
    for (const place of all(figure, selector)) place.textContent = text;
  for (const place of all(figure, ".counted")) place.hidden = !variant.counted;
  for (const place of all(figure, "svg > title")) place.textContent = plain(one(figure, "figcaption") || figure);
  renote(figure, variant);
  one(figure, ".legend")?.replaceChildren(...variant.legend.map((entry) => make("li", {}, swatchOf(entry), ` ${entry[1]}`)));
  reach(figure);
  say(variant.at.join(", "));
};

/** @type {Map<string, ChildNode[]>} */
const originals = new Map();

/**
 * Give a figure its fields to choose with.
 * @param {HTMLElement} figure
 */
const choosable = (figure) => {
  const choice = data.figures[figure.id];
  if (!choice) return;
  originals.set(figure.id, all(figure, ".picture > div"));
  const fields = choice.choices.map((name, d) => {
    const options = [...new Set(choice.variants.map((variant) => variant.at[d]))];
    const field = /** @type {HTMLSelectElement} */ (make("select", {}, ...options.map((text) => make("option", { value: text }, text))));
    field.value = choice.variants[0].at[d];
    field.addEventListener("change", () => pick(figure, fields, d));
    return { name, field, several: options.length > 1 };
  });
  const shown = fields.filter((field) => field.several).map(({ name, field }) => make("label", {}, name, field));
  const legend = make("legend", { class: "sr" }, words.choose);
  one(figure, ".picture")?.before(make("fieldset", { class: "tools" }, legend, ...shown));
  const asked = new URLSearchParams(location.search).get(figure.id)?.split("~");
  const found = asked ? choice.variants.findIndex((variant) => variant.at.join("~") === asked.join("~")) : -1;
  if (found > 0) {
    fields.forEach(({ field }, d) => (field.value = choice.variants[found].at[d]));
    choose(figure, found);
  }
};

/**
 * Show the variant that the fields name; where there is none, the one that keeps the last choice and most of the others.
 * @param {HTMLElement} figure
 * @param {{field: HTMLSelectElement}[]} fields
 * @param {number} last
 */
const pick = (figure, fields, last) => {
  const asked = fields.map(({ field }) => field.value);
  const { variants } = data.figures[figure.id];
  /** @param {Variant} variant */
  const fit = (variant) => variant.at.reduce((sum, text, d) => sum + Number(text === asked[d]) * (d === last ? 100 : 1), 0);
  const best = variants.reduce((a, b, i) => (fit(b) > fit(variants[a]) ? i : a), 0);
  fields.forEach(({ field }, d) => (field.value = variants[best].at[d]));
  choose(figure, best);
};
