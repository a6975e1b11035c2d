// Figures as files: the picture with its title, legend, notes and source, on white.

const EDGE = 24;

/**
 * Break a text into lines of at most so many pixels.
 * @param {string} text
 * @param {string} font
 * @param {number} room
 */
const broken = (text, font, room) => {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return [text];
  pen.font = font;
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (pen.measureText(longer).width <= room || !lines[lines.length - 1]) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
};

/**
 * Return a figure as one picture that stands alone.
 * @param {HTMLElement} figure
 */
const standalone = (figure) => {
  const drawn = /** @type {SVGSVGElement} */ (one(figure, "[data-main] svg")?.cloneNode(true));
  const [, , w, h] = (drawn.getAttribute("viewBox") || "0 0 700 500").split(/[\s,]+/).map(Number);
  const wide = Math.max(w, 560);
  const whole = draw("svg", { xmlns: SVG, "font-family": "Arial, sans-serif", fill: "#181818" });
  let y = EDGE;
  /**
   * @param {string} text
   * @param {number} size
   * @param {string} weight
   */
  const write = (text, size, weight = "normal") => {
    for (const line of broken(text, `${weight} ${size}px Arial`, wide)) {
      y += size * 1.3;
      whole.append(draw("text", { x: EDGE, y: Math.round(y), "font-size": size, "font-weight": weight }, line));
    }
  };
  const ground = draw("rect", { width: "100%", height: "100%", fill: "#ffffff" });
  whole.append(ground);
  write([words.mark, plain(one(figure, "figcaption") || figure)].filter(Boolean).join(". "), 17, "bold");
  const what = one(figure, ".what");
  if (what && !what.hidden) write(plain(what), 13);
  for (const ring_ of all(drawn, ".ring, title, desc")) ring_.remove();
  for (const name of ["role", "aria-labelledby", "aria-describedby", "class"]) drawn.removeAttribute(name);
  for (const mark of all(drawn, "[tabindex]")) for (const name of ["tabindex", "role", "aria-label"]) mark.removeAttribute(name);
  for (const [name, value] of Object.entries({ x: EDGE, y: y + 14, width: w, height: h })) drawn.setAttribute(name, String(value));
  whole.append(drawn);
  y += 14 + h + 8;
  const counted = one(figure, ".counted");
  if (counted && !counted.hidden) write(plain(counted), 12);
  for (const entry of all(figure, ".legend li")) {
    const swatch = /** @type {SVGElement} */ (one(entry, ".swatch")?.cloneNode(true));
    for (const [name, value] of Object.entries({ x: EDGE, y: y + 7, width: 16, height: 16 })) swatch.setAttribute(name, String(value));
    whole.append(swatch, draw("text", { x: EDGE + 24, y: y + 20, "font-size": 13 }, plain(entry).replace(plain(swatch), "").trim()));
    y += 21;
  }
  y += 4;
  for (const note of notesOf(figure)) write(note, 11);
  const size = { width: Math.round(wide + 2 * EDGE), height: Math.round(y + EDGE) };
  for (const [name, value] of Object.entries(size)) whole.setAttribute(name, String(value));
  whole.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
  return { text: new XMLSerializer().serializeToString(whole), ...size };
};

/**
 * Offer a figure as SVG.
 * @param {HTMLElement} figure
 */
const saveSvg = (figure) => offer(new Blob([standalone(figure).text], { type: "image/svg+xml" }), `${figure.id}.svg`);

/**
 * Offer a figure as PNG, twice as fine as the screen, on white.
 * @param {HTMLElement} figure
 */
const savePng = (figure) => {
  const { text, width, height } = standalone(figure);
  const image = new Image();
  image.addEventListener("load", () => {
    const canvas = /** @type {HTMLCanvasElement} */ (make("canvas", { width: String(2 * width), height: String(2 * height) }));
    const pen = canvas.getContext("2d");
    if (!pen) return;
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => blob && offer(blob, `${figure.id}.png`), "image/png");
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
};
