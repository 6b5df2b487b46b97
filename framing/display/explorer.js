// Cells of outlet × category as buttons; the words and the paragraphs of the pressed one below. All text goes in as text.
const make = (name, text, options = {}) => {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  for (const [key, value] of Object.entries(options)) node.setAttribute(key, value);
  return node;
};

function render({ model, el }) {
  const root = make("div", undefined, { class: "framing-explorer" });
  const voices = make("div", undefined, { role: "group", "aria-label": model.get("words").voices });
  const scroll = make("div", undefined, { class: "framing-cells" });
  const status = make("p", "", { role: "status", "aria-live": "polite" });
  const terms = make("div", undefined, { role: "group", "aria-label": model.get("words").terms, class: "framing-terms" });
  const pages = make("div", undefined, { role: "group", "aria-label": model.get("words").pages });
  const reading = make("div", undefined, { class: "framing-reading" });
  root.append(voices, scroll, status, terms, pages, reading);

  const button = (label, key, act, attributes = {}) => {
    const node = make("button", label, { type: "button", "data-key": key, ...attributes });
    node.addEventListener("click", act);
    return node;
  };
  const pressed = (is) => ({ "aria-pressed": String(is) });
  const ask = (changes) => {
    model.set("asked", { ...model.get("asked"), ...changes });
    model.save_changes();
  };
  const written = (number) => number.toLocaleString(model.get("words").lang);
  const same = (a, b) => a && b && a[0] === b[0] && a[1] === b[1];

  // The focus stays where it was: what is pressed changes its state, not its place in the page.
  const keepingFocus = (redraw) => {
    const key = root.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    redraw();
    const node = [...root.querySelectorAll("button")].find((one) => one.dataset.key === key);
    if (key !== undefined && node) node.focus();
  };
  const draw = () => keepingFocus(() => {
    const asked = model.get("asked");
    voices.replaceChildren(...model.get("voices").map((voice) =>
      button(voice.label, `voice ${voice.id}`, () => ask({ voice: voice.id, page: 1 }), pressed(voice.id === asked.voice))));
    scroll.replaceChildren(table(asked));
  });
  const table = (asked) => {
    const grid = make("table");
    const head = make("tr");
    head.append(make("td"), ...model.get("columns").map((name) => make("th", name, { scope: "col" })));
    grid.append(make("caption", model.get("words").caption), head);
    const counts = model.get("counts")[asked.voice];
    model.get("rows").forEach((name, row) => {
      const line = make("tr");
      line.append(make("th", name, { scope: "row" }));
      model.get("columns").forEach((column, place) => {
        const cell = make("td");
        cell.append(button(written(counts[row][place]), `cell ${row} ${place}`,
          () => ask({ cell: [row, place], term: -1, page: 1 }),
          { ...pressed(same(asked.cell, [row, place])), "aria-label": `${name}, ${column}: ${written(counts[row][place])}` }));
        line.append(cell);
      });
      grid.append(line);
    });
    return grid;
  };
  const piece = ([text, kind, title]) => {
    if (kind === "") return document.createTextNode(text);
    const node = make(kind === "hit" ? "mark" : "span", text, { class: `framing-${kind}` });
    if (title) node.title = title;
    return node;
  };
  // A word that is pressed again is let go; a button that leads nowhere keeps its place, and the focus.
  const wordButton = ([number, word, label]) => {
    const is = number === (model.get("asked").term ?? -1);
    return button(label, `term ${number}`, () => ask({ term: is ? -1 : number, page: 1 }), pressed(is));
  };
  const turn = (label, to, shown) => {
    const possible = to >= 1 && to <= shown.pages;
    return button(label, label, () => possible && ask({ page: to }), { "aria-disabled": String(!possible) });
  };
  const read = () => keepingFocus(() => {
    const shown = model.get("shown");
    status.textContent = shown.said;
    terms.replaceChildren(...shown.terms.map(wordButton), ...(shown.more ? [make("span", shown.more)] : []));
    pages.replaceChildren(...(shown.pages > 1 ? [turn(model.get("words").before, shown.page - 1, shown),
      turn(model.get("words").after, shown.page + 1, shown)] : []));
    reading.replaceChildren(...shown.paragraphs.map((paragraph) => {
      const block = make("article");
      const prose = make("p", undefined, { lang: paragraph.lang });
      prose.append(...paragraph.pieces.map(piece));
      block.append(make("div", paragraph.place, { class: "framing-place" }), prose);
      return block;
    }));
  });
  model.on("change:asked", draw);
  model.on("change:shown", read);
  draw();
  read();
  el.append(root);
  return () => {
    model.off("change:asked", draw);
    model.off("change:shown", read);
  };
}

export default { render };
