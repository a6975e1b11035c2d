// What all parts of the page's script share. The page says everything without it.

/** @typedef {{at: string[], title: string, caption: string, alt: string, counted: string, legend: string[][], notes: string[],
 *   shared: string, source: string, broad: boolean, table?: string, columns?: [string, string][], rows?: string[][], classes?: number[], template?: string}} Variant */
/** @typedef {{choices: string[], variants: Variant[]}} Choice */
/** @typedef {{words: Record<string, string>, figures: Record<string, Choice>}} Data */

const SVG = "http://www.w3.org/2000/svg";
const lang = document.documentElement.lang;

/** @type {Data} */
const data = JSON.parse(/** @type {HTMLTemplateElement} */ (document.getElementById("gegevens")).content.textContent || "");
const words = data.words;

/**
 * Return the elements inside another one, as a list.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
const all = (root, selector) => [...root.querySelectorAll(selector)].map((e) => /** @type {HTMLElement} */ (e));

/**
 * Return the first such element; nothing where there is none.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
const one = (root, selector) => root.querySelector(selector);

/**
 * Make an element with attributes and texts or elements in it.
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} parts
 * @returns {HTMLElement}
 */
const make = (name, attributes = {}, ...parts) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...parts);
  return made;
};

/**
 * Make an element of a picture.
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} parts
 * @returns {SVGElement}
 */
const draw = (name, attributes = {}, ...parts) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...parts);
  return /** @type {SVGElement} */ (made);
};

/**
 * Make a button.
 * @param {string} text
 * @param {() => void} action
 * @returns {HTMLElement}
 */
const button = (text, action) => {
  const made = make("button", { type: "button" }, text);
  made.addEventListener("click", action);
  return made;
};

const heard = make("p", { class: "sr", role: "status" });

/**
 * Say something to who does not see the page change.
 * @param {string} text
 */
const say = (text) => {
  heard.textContent = text;
};

/**
 * Offer a file that was made here.
 * @param {Blob} content
 * @param {string} name
 */
const offer = (content, name) => {
  const address = URL.createObjectURL(content);
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
};
