// Tables: sort, search, and take along as CSV.

/**
 * Return the rows of a table that are no total.
 * @param {HTMLElement} table
 */
const rowsOf = (table) => all(table, "tbody tr:not(.total)");

/**
 * Return the number that a cell shows; a bound or a rounded share counts as its number, a missing one comes last.
 * @param {string} text
 */
const number = (text) => {
  if (text === "-") return 0;
  const first = text.split(/\s(?:tot|to)\s|(?<=\d)\u2013/)[0];
  const bare = first.replaceAll("\u2212", "-").replace(/[±<>≤≥≈%+*\s]/g, "");
  const point = lang === "nl" ? bare.replaceAll(".", "").replace(",", ".") : bare.replaceAll(",", "");
  return point === "" || point === "-" ? NaN : Number(point);
};

/**
 * Tell whether a column holds numbers, or intervals and other texts that begin with one.
 * @param {HTMLElement} head
 */
const ofNumbers = (head) => head.classList.contains("n") || head.classList.contains("r");

/**
 * Sort a table by a column.
 * @param {HTMLElement} table
 * @param {number} column
 * @param {boolean} down
 */
const sort = (table, column, down) => {
  const body = one(table, "tbody");
  const head = all(table, "thead tr:last-child > *")[column];
  const numeric = ofNumbers(head);
  const text = new Intl.Collator(lang, { numeric: true });
  const keyed = rowsOf(table).map((row) => ({ row, key: plain(row.children[column]) }));
  const sign = down ? -1 : 1;
  keyed.sort((a, b) => {
    if (!numeric) return sign * text.compare(a.key, b.key);
    const [x, y] = [number(a.key), number(b.key)];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return sign * (x - y);
  });
  body?.prepend(...keyed.map(({ row }) => row));
  for (const other of all(table, "thead [aria-sort]")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
};

/**
 * Make the heads of a table sort it.
 * @param {HTMLElement} table
 */
const sortable = (table) => {
  if (rowsOf(table).length < 3) return;
  all(table, "thead tr:last-child > *").forEach((head, column) => {
    if (head.localName !== "th" || one(head, "button")) return;
    const name = plain(head);
    const press_ = button("", () => sort(table, column, startsDown(head)));
    press_.title = words.sort.replace("{}", name);
    press_.append(...head.childNodes);
    head.append(press_);
  });
};

/**
 * Tell whether the next press sorts downwards: numbers begin with the largest, names with a.
 * @param {HTMLElement} head
 */
const startsDown = (head) => {
  const now = head.getAttribute("aria-sort");
  return now ? now === "ascending" : ofNumbers(head);
};

/**
 * Hide the rows without a text; capitals and accents make no difference.
 * @param {HTMLElement} table
 * @param {string} text
 */
const filter = (table, text) => {
  /** @param {string} s */
  const folded = (s) => s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const rows = rowsOf(table);
  let n = 0;
  for (const row of rows) {
    row.hidden = !folded(plain(row)).includes(folded(text.trim()));
    if (!row.hidden) n += 1;
  }
  say(n ? words.found.replace("{}", String(n)).replace("{}", String(rows.length)) : words.none);
};

/**
 * Return a table as CSV, as the edition writes it: all its rows in the order shown, then its notes.
 * @param {HTMLElement} table
 * @param {string[]} notes
 */
const csv = (table, notes) => {
  const delimiter = lang === "nl" ? ";" : ",";
  const groups = all(table, "thead tr:first-child > *").flatMap((cell) =>
    Array(Number(cell.getAttribute("colspan") || 1)).fill(plain(cell)));
  const heads = all(table, "thead tr:last-child > *");
  const several = all(table, "thead tr").length > 1;
  const names = heads.map((head, i) => [several ? groups[i] : "", plain(head)].filter(Boolean).join(": "));
  const numeric = heads.map((head) => head.classList.contains("n"));
  const rows = all(table, "tbody tr").filter((row) => !row.hidden).map((row) =>
    [...row.children].map((cell, i) => (numeric[i] ? bareNumber(plain(cell)) : harmless(plain(cell)))));
  const blank = heads.slice(1).map(() => "");
  const lines = [names.map(harmless), ...rows, ...notes.map((note) => [harmless(note), ...blank])];
  /** @param {string} text */
  const quoted = (text) => (text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${lang === "nl" ? "\ufeff" : ""}${lines.map((line) => line.map(quoted).join(delimiter)).join("\r\n")}\r\n`;
};

/**
 * Return the notes of a table or figure, those that it shares with others too, and its source.
 * @param {HTMLElement} block
 */
const notesOf = (block) => {
  const ends = all(block.closest("section") || block, ".shared li");
  const shared = (block.dataset.shared || "").split(" ").filter(Boolean).map((place) => ends[Number(place)]);
  const own = all(block, ".note:not(.source, .see)");
  return [...own, ...shared, ...all(block, ".source")].map(plain).filter(Boolean);
};

/**
 * Return a number without a separator of thousands, with a plain minus; a sign that stands for a number stays.
 * @param {string} text
 */
const bareNumber = (text) =>
  /^[+\u2212-]?\d[\d.,]*$/.test(text) ? text.replaceAll(lang === "nl" ? "." : ",", "").replace("\u2212", "-").replace(/^\+/, "") : harmless(text);

/**
 * Return a text that a spreadsheet does not take for a formula.
 * @param {string} text
 */
const harmless = (text) => (/^[=+\-@\t\r]./.test(text) ? `'${text}` : text);

/**
 * Let a table that goes on beyond its edge fade there, as long as there is more.
 * @param {HTMLElement} scroll
 */
const edge = (scroll) => {
  const look = () => scroll.classList.toggle("more", scroll.scrollLeft + scroll.clientWidth < scroll.scrollWidth - 1);
  scroll.addEventListener("scroll", look, { passive: true });
  new ResizeObserver(look).observe(scroll);
};

/**
 * Give a table its tools: a field to search, and its file.
 * @param {HTMLElement} block
 * @param {string} name
 */
const tools = (block, name) => {
  const table = one(block, "table");
  if (!table) return;
  sortable(table);
  for (const scroll of all(block, ".scroll")) edge(scroll);
  if (one(block, ".scroll.searched")) {
    const field = /** @type {HTMLInputElement} */ (make("input", { type: "search" }));
    field.addEventListener("input", () => filter(table, field.value));
    one(block, ".scroll")?.before(make("div", { class: "tools" }, make("label", {}, words.search, field)));
  }
  const file = button(words.csv, () => {
    const whole = /** @type {HTMLElement} */ (block.closest("figure") || block);
    offer(new Blob([csv(table, [words.mark, ...notesOf(whole)].filter(Boolean))], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
  });
  one(block, ".scroll")?.parentElement?.append(make("div", { class: "tools" }, file, ...(block.id ? [linkTo(block.id)] : [])));
};
