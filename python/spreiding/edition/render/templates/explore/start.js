// The page begins to work.

document.body.append(tip, heard);
for (const figure of all(document, "figure")) {
  choosable(figure);
  explore(figure);
  const fold = one(figure, "details");
  if (fold) tools(fold, figure.id);
  const bar = make("div", { class: "tools" }, button(words.svg, () => saveSvg(figure)), button(words.png, () => savePng(figure)), linkTo(figure.id));
  one(figure, ":scope > .notes")?.after(bar);
}
for (const block of all(document, "div.table")) tools(block, block.id);
for (const region of all(document, ".scroll")) {
  const roomy = () => {
    if (region.scrollWidth > region.clientWidth || region.scrollHeight > region.clientHeight) region.tabIndex = 0;
    else if (region.offsetParent) region.removeAttribute("tabindex");
  };
  new ResizeObserver(roomy).observe(region);
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const figure of all(document, "figure")) hide(figure);
});
