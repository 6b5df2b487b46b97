// Cells of outlet × category as buttons; the paragraphs of the pressed one below. All text goes in as text.
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
  const pages = make("div", undefined, { role: "group", "aria-label": model.get("words").pages });
  const reading = make("div", undefined, { class: "framing-reading" });
  root.append(voices, scroll, status, pages, reading);

  const button = (label, pressed, act) => {
    const node = make("button", label, { type: "button", "aria-pressed": String(pressed) });
    node.addEventListener("click", act);
    return node;
  };
  const ask = (changes) => {
    model.set("asked", { ...model.get("asked"), ...changes });
    model.save_changes();
  };
  const same = (a, b) => a && b && a[0] === b[0] && a[1] === b[1];

  // The focus stays where it was: what is pressed changes its state, not its place in the page.
  const draw = () => {
    const asked = model.get("asked");
    const focused = [...root.querySelectorAll("button")].indexOf(document.activeElement);
    voices.replaceChildren(...model.get("voices").map((voice) =>
      button(voice.label, voice.id === asked.voice, () => ask({ voice: voice.id, page: 1 }))));
    scroll.replaceChildren(table(asked));
    const buttons = root.querySelectorAll("button");
    if (focused >= 0 && focused < buttons.length) buttons[focused].focus();
  };
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
        const press = button(String(counts[row][place]), same(asked.cell, [row, place]),
          () => ask({ cell: [row, place], page: 1 }));
        press.setAttribute("aria-label", `${name}, ${column}: ${counts[row][place]}`);
        cell.append(press);
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
  const read = () => {
    const shown = model.get("shown");
    status.textContent = shown.said;
    pages.replaceChildren(...(shown.pages > 1 ? [
      ...(shown.page > 1 ? [button(model.get("words").before, false, () => ask({ page: shown.page - 1 }))] : []),
      ...(shown.page < shown.pages ? [button(model.get("words").after, false, () => ask({ page: shown.page + 1 }))] : []),
    ] : []));
    reading.replaceChildren(...shown.paragraphs.map((paragraph) => {
      const block = make("article");
      const prose = make("p", undefined, { lang: paragraph.lang });
      prose.append(...paragraph.pieces.map(piece));
      block.append(make("div", paragraph.place, { class: "framing-place" }), prose);
      return block;
    }));
  };
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
