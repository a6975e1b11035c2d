// Values of maps and charts: under the cursor, by tap and by keyboard; and the link between a picture and its table.

const MARKS = "svg .marks [data-k], svg [data-tip]";
const tip = make("div", { class: "tip", hidden: "", "aria-hidden": "true" });
/** @type {number | undefined} */
let leaving;

/**
 * Return the row of a figure's table that a mark shows.
 * @param {HTMLElement} figure
 * @param {Element} mark
 */
const rowOf = (figure, mark) => {
  const key = mark.getAttribute("data-k");
  return key === null ? null : one(figure, `tbody tr[data-k="${CSS.escape(key)}"]`);
};

/**
 * Return what a mark says: its own words, or those of its row in the table.
 * @param {HTMLElement} figure
 * @param {Element} mark
 * @returns {string[]}
 */
const told = (figure, mark) => {
  const own = mark.getAttribute("data-tip");
  if (own) return [own];
  const row = rowOf(figure, mark);
  if (!row) return [mark.getAttribute("data-k") || ""];
  const heads = all(figure, "thead tr:last-child > *").map((head) => plain(head));
  const cells = all(row, "th, td").map((cell) => plain(cell));
  return [cells[0], ...cells.slice(1).map((cell, i) => `${heads[i + 1]}: ${cell}`)];
};

/**
 * Return the text of a cell, without places where it may break.
 * @param {Element} cell
 */
const plain = (cell) => (cell.textContent || "").replaceAll("\u00ad", "").replaceAll("\u00a0", " ").trim();

/**
 * Light a mark, the same area on the small maps beside it, and its rows, in the tables of the same chapter too.
 * @param {HTMLElement} figure
 * @param {Element | null} mark
 */
const light = (figure, mark) => {
  const chapter = figure.closest("section") || figure;
  for (const lit of all(chapter, "tr.on, .chart .on")) lit.classList.remove("on");
  for (const ring of all(chapter, ".ring")) ring.remove();
  if (!mark) return;
  const key = mark.getAttribute("data-k");
  if (key !== null) for (const row of all(chapter, `tbody tr[data-k="${CSS.escape(key)}"]`)) row.classList.add("on");
  const same = `.marks use[data-k="${CSS.escape(key || "")}"]`;
  if (mark.localName === "use") all(mark.closest("svg") || figure, same).forEach(ring);
  else ring(mark);
};

/**
 * Draw a thick line around a mark.
 * @param {Element} mark
 */
const ring = (mark) => {
  if (mark.localName === "use") {
    const line = draw("use", { href: mark.getAttribute("href") || "", class: "ring", fill: "none" });
    mark.closest(".marks")?.parentElement?.append(line);
  } else mark.classList.add("on");
};

/**
 * Show what a mark says, beside a point of the window.
 * @param {HTMLElement} figure
 * @param {Element} mark
 * @param {number} x
 * @param {number} y
 */
const show = (figure, mark, x, y) => {
  clearTimeout(leaving);
  const [head, ...lines] = told(figure, mark);
  tip.replaceChildren(make("b", {}, head), ...lines.map((line) => make("span", {}, line)));
  tip.hidden = false;
  const [wide, high] = [tip.offsetWidth, tip.offsetHeight];
  tip.style.left = `${Math.max(4, Math.min(x + 14, innerWidth - wide - 4))}px`;
  tip.style.top = `${y + 18 + high > innerHeight ? Math.max(4, y - high - 12) : y + 18}px`;
  light(figure, mark);
};

/** @param {HTMLElement} figure */
const hide = (figure) => {
  tip.hidden = true;
  light(figure, null);
};

/**
 * Show a mark beside itself, for the keyboard.
 * @param {HTMLElement} figure
 * @param {Element} mark
 */
const showHere = (figure, mark) => {
  const box = mark.getBoundingClientRect();
  show(figure, mark, box.x + box.width / 2, box.y + box.height / 2);
};

/**
 * Make one mark the one that the keyboard reaches; the others say nothing to a screen reader, the table does.
 * @param {HTMLElement} figure
 * @param {Element} mark
 */
const current = (figure, mark) => {
  const picture = mark.closest("svg");
  if (!picture) return;
  for (const before of all(picture, "[tabindex]")) for (const name of ["tabindex", "role", "aria-label"]) before.removeAttribute(name);
  mark.setAttribute("tabindex", "0");
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", told(figure, mark).join(", "));
};

/**
 * Return the mark that lies nearest in the direction of an arrow key.
 * @param {Element} from
 * @param {string} key
 */
const nearest = (from, key) => {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key] || [0, 0];
  /** @param {Element} mark */
  const middle = (mark) => {
    const box = mark.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const [x, y] = middle(from);
  let best = null;
  let least = Infinity;
  for (const mark of all(from.closest("svg") || document, MARKS.replaceAll("svg ", ""))) {
    const [u, v] = middle(mark);
    const along = (u - x) * dx + (v - y) * dy;
    const aside = Math.abs((u - x) * dy) + Math.abs((v - y) * dx);
    if (mark !== from && along > 1 && along + 2 * aside < least) [best, least] = [mark, along + 2 * aside];
  }
  return best;
};

/**
 * Let a figure tell its values.
 * @param {HTMLElement} figure
 */
const explore = (figure) => {
  const picture = one(figure, ".picture");
  if (!picture) return;
  /** @param {Event} event */
  const at = (event) => /** @type {Element} */ (event.target).closest("[data-k], [data-tip]");
  picture.addEventListener("pointermove", (event) => {
    const mark = at(event);
    if (event.pointerType === "touch") return;
    if (mark && mark.closest(".marks, .chart")) show(figure, mark, event.clientX, event.clientY);
    else leave(figure);
  });
  picture.addEventListener("pointerleave", () => leave(figure));
  picture.addEventListener("click", (event) => {
    const mark = at(event);
    if (mark) show(figure, mark, event.clientX, event.clientY);
    else hide(figure);
  });
  picture.addEventListener("focusin", (event) => {
    const mark = at(event);
    if (mark) showHere(figure, mark);
  });
  picture.addEventListener("focusout", () => hide(figure));
  picture.addEventListener("keydown", (event) => {
    const mark = at(event);
    if (mark) press(figure, mark, event);
  });
  reach(figure);
  for (const table of all(figure, "tbody")) table.addEventListener("pointerover", (event) => point(figure, event));
  for (const table of all(figure, "tbody")) table.addEventListener("pointerleave", () => light(figure, null));
};

// Who moves the cursor onto the words can read on (WCAG 1.4.13).
tip.addEventListener("pointerenter", () => clearTimeout(leaving));
tip.addEventListener("pointerleave", () => all(document, "figure").forEach(hide));

/** @param {HTMLElement} figure */
const leave = (figure) => {
  clearTimeout(leaving);
  leaving = setTimeout(() => hide(figure), 150);
};

/**
 * Answer a key on a mark.
 * @param {HTMLElement} figure
 * @param {Element} mark
 * @param {KeyboardEvent} event
 */
const press = (figure, mark, event) => {
  if (event.key === "Escape") hide(figure);
  else if (event.key === "Enter") toRow(figure, mark);
  else {
    const next = event.key.startsWith("Arrow") && nearest(mark, event.key);
    if (!next) return;
    current(figure, next);
    next.focus();
  }
  event.preventDefault();
};

/**
 * Go to the row of a mark in the table.
 * @param {HTMLElement} figure
 * @param {Element} mark
 */
const toRow = (figure, mark) => {
  const row = rowOf(figure, mark);
  const fold = row?.closest("details");
  if (fold) fold.open = true;
  const head = row && one(row, "th");
  if (!head) return;
  head.tabIndex = -1;
  head.focus();
};

/**
 * Light the mark of the row under the cursor.
 * @param {HTMLElement} figure
 * @param {Event} event
 */
const point = (figure, event) => {
  const key = /** @type {Element} */ (event.target).closest("tr")?.dataset.k;
  const of = `[data-k="${CSS.escape(key || "")}"]`;
  const mark = key && all(figure, `svg .marks ${of}, svg [data-tip]${of}`).find((drawn) => drawn.getClientRects().length);
  light(figure, mark || null);
};

/**
 * Let the keyboard reach the first mark of every picture of a figure.
 * @param {HTMLElement} figure
 */
const reach = (figure) => {
  for (const picture of all(figure, ".picture svg[role]")) {
    const first = one(picture, MARKS.replaceAll("svg ", ""));
    if (!first) continue;
    picture.setAttribute("role", "group");
    current(figure, first);
    const description = one(picture, "desc");
    if (description && !description.textContent?.endsWith(words.keys)) description.append(` ${words.keys}`);
  }
};
