// One form, built from a description; the kernel judges and stores what is entered and answers with a state.
//
// description: label, text, picture (src, alt, width; or null), inputs (each with name, type, label), layout (lines of
//   ["text", words] and ["blank", name]), rowsFirst (the rows stand above the form)
// state: values, marks (name → [kind, text, name of the input whose text holds here too]), result ([kind, text]), rows (of
//   the progress; one that says whether it is open can be folded), lead (a mark above them), button, extra (a second
//   button), closed (nothing can be entered), locked (nor ever again), problem (of the store), turn (counts the states)
//
// All words are set as text, never as HTML. Only native controls are used, so that they work by keyboard as everywhere;
// `inputs.js` makes them.

const WAITING = "Waiting for the kernel …";
const NO_ANSWER = "No answer from the kernel yet; what you entered stays here. Has it stopped? Then run this cell again.";

function progressList(rows, isOpen) {
  const items = rows.map(({ title, note, items, open }) => {
    const head = [element("strong", {}, ...rich(title)), ` – ${note}`];
    const list = element("ul", {}, ...items.map(([kind, text]) => element("li", {}, marked(kind, text))));
    if (open === undefined) return element("li", {}, ...head, list);
    const summary = element("summary", { "data-lm-suppress-shortcuts": "" }, ...head);
    return element("li", {}, element("details", { open: isOpen.get(title) ?? open, "data-title": title }, summary, list));
  });
  return element("ul", { className: "bp-progress" }, ...items);
}

// Letters typed on a control must not reach the notebook's shortcuts ("d", "d" deletes a cell); saving and running the
// cell must, and Escape leads out, to the cell. The mark has to stand on the control itself, because many of JupyterLab's
// shortcuts are bound to the focused element.
function keepKeys(root, beforeRun) {
  const suppress = (control, yes) => control.toggleAttribute("data-lm-suppress-shortcuts", yes);
  const decide = (event) => {
    if (!root.contains(event.target) || event.isComposing) return;
    const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    const runs = event.shiftKey && event.key === "Enter";
    if (runs) beforeRun();
    [root, event.target].forEach((one) => suppress(one, !saves && !runs));
    if (event.key === "Escape") leave(event);
  };
  [root, ...root.querySelectorAll("input, select, textarea, button")].forEach((one) => suppress(one, true));
  window.addEventListener("keydown", decide, true); // the window is asked before the document, where JupyterLab listens
  return () => window.removeEventListener("keydown", decide, true);
}

function leave(event) {
  event.preventDefault();
  event.stopPropagation();
  event.target.blur();
  event.target.closest(".jp-Cell")?.focus(); // where the notebook's own keys work again
}

// JupyterLab refuses every line break that is typed in a cell, so Enter has to be done here; Shift + Enter runs the cell.
function handleEnter(event) {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.shiftKey) return;
  const control = event.target;
  if (control.matches("input")) control.form.requestSubmit();
  else if (control.matches("textarea") && !control.readOnly) {
    control.setRangeText("\n", control.selectionStart, control.selectionEnd, "end");
    control.dispatchEvent(new Event("input", { bubbles: true }));
  } else return;
  event.preventDefault();
}

class View {
  constructor(model, el) {
    this.model = model;
    this.description = model.get("description");
    // Each widget loads this file anew, so that nothing here can be counted.
    this.id = `bp-form-${Math.random().toString(36).slice(2)}`;
    this.waiting = [];
    this.makeInputs();
    this.result = element("div", { className: "bp-result", role: "status", "aria-live": "polite", tabIndex: -1 });
    this.rest = element("div");
    this.button = element("button", { type: "submit", className: "bp-button" });
    this.extra = element("button", { type: "button", className: "bp-button bp-second" });
    this.root = this.build();
    this.releaseKeys = keepKeys(this.root, () => (this.keepDraft(), model.save_changes()));
    this.show();
    el.append(this.root);
  }

  makeInputs() {
    this.inputs = this.description.inputs.map((input, i) => {
      const note = element("div", { id: `${this.id}-note-${i}` });
      const made = INPUTS[input.type](input, `${this.id}-input-${i}`, `${this.id}-text`);
      return { name: input.name, note, ...made };
    });
  }

  build() {
    const { label, text, picture } = this.description;
    const heading = element("p", { className: "bp-label", id: `${this.id}-label` }, label);
    const question = text ? [element("p", { className: "bp-text", id: `${this.id}-text` }, ...rich(text))] : [];
    const image = picture ? [element("img", { className: "bp-image", ...picture })] : [];
    const form = this.inputs.length ? [this.form()] : [];
    const below = this.description.rowsFirst ? [this.rest, ...form, this.result] : [...form, this.result, this.rest];
    const parts = [heading, ...question, ...image, ...below];
    return element("div", { className: "bp-form", role: "group", "aria-labelledby": heading.id }, ...parts);
  }

  form() {
    const buttons = element("div", { className: "bp-buttons" }, this.button, this.extra);
    const form = element("form", { noValidate: true }, ...this.body(), buttons);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const { locked, closed } = this.model.get("state");
      if (!locked) this.send(closed ? "again" : "answer");
    });
    form.addEventListener("keydown", handleEnter);
    form.addEventListener("input", () => this.keepDraft());
    form.addEventListener("change", () => (this.keepDraft(), this.model.save_changes()));
    this.extra.addEventListener("click", () => this.send("show"));
    return form;
  }

  body() {
    const { layout } = this.description;
    if (!layout.length) return this.inputs.flatMap(({ node, note }) => [node, note]);
    return layout.map((line) => {
      const named = (name) => this.inputs.find((one) => one.name === name);
      const parts = line.flatMap(([kind, words]) => (kind === "text" ? rich(words) : [named(words).node]));
      const notes = line.filter(([kind]) => kind === "blank").map(([, name]) => named(name).note);
      return element("div", {}, element("div", { className: "bp-line" }, ...parts), ...notes);
    });
  }

  entered() {
    const values = this.inputs.map((input) => [input.name, input.read()]);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  }

  keepDraft() {
    if (!this.model.get("state").closed) this.model.set("draft", this.entered());
  }

  send(action) {
    this.sent = action;
    this.model.set("draft", {});
    this.model.save_changes();
    this.model.send({ action, values: this.entered() });
    const say = (words) => this.result.replaceChildren(marked("note", words));
    this.waiting = [[WAITING, 500], [NO_ANSWER, 15_000]].map(([words, ms]) => setTimeout(say, ms, words));
  }

  // Show the state of the model; where something was entered and not sent, keep it.
  show() {
    const [state, draft] = [this.model.get("state"), this.model.get("draft")];
    this.waiting.forEach(clearTimeout);
    const values = Object.keys(draft).length && !state.closed ? draft : state.values ?? {};
    for (const input of this.inputs) {
      input.write(values[input.name]);
      this.showMark(input, ...(state.marks?.[input.name] ?? []));
      input.close(Boolean(state.closed));
    }
    this.showButtons(state);
    this.showResult(state);
    this.showRows(state);
    if (this.sent) this.lead(state);
    this.sent = null;
  }

  showRows({ lead, rows }) {
    const folds = [...this.rest.querySelectorAll("details")].map((fold) => [fold.dataset.title, fold.open]);
    const list = rows ? [progressList(rows, new Map(folds))] : [];
    this.rest.replaceChildren(...(lead ? [marked(...lead)] : []), ...list);
  }

  // After an answer the focus goes to what is to be mended, or to what is said about it; never does it stay on a button
  // that now does something else.
  lead({ closed, marks, result }) {
    if (this.sent === "again") return this.leadToFirst();
    const wrong = this.inputs.find(({ name, control }) => marks?.[name]?.[0] === "wrong" && control.matches("input"));
    const here = document.activeElement;
    const onButton = !this.root.contains(here) || here.matches("button");
    if (!closed && wrong) wrong.control.focus();
    else if (closed || (onButton && result?.[0] !== "note")) this.result.focus();
  }

  leadToFirst() {
    const first = this.root.querySelector("input, select, textarea");
    this.root.scrollIntoView({ block: "nearest" });
    (this.root.querySelector(`input[name="${first.name}"]:checked`) ?? first).focus();
  }

  showMark({ control, note }, kind, words, where) {
    note.replaceChildren(...(words ? [marked(kind, words)] : []));
    const told = this.inputs.find(({ name }) => name === where)?.note ?? note;
    control.setAttribute("aria-describedby", told.id);
    control.classList.toggle("bp-is-right", kind === "right");
    control.classList.toggle("bp-is-wrong", kind === "wrong");
    if (control.matches("input, textarea")) control.setAttribute("aria-invalid", String(kind === "wrong"));
  }

  showButtons(state) {
    this.button.textContent = state.button ?? "";
    this.button.classList.toggle("bp-second", Boolean(state.closed));
    this.button.setAttribute("aria-disabled", String(Boolean(state.locked)));
    this.extra.hidden = !state.extra;
    this.extra.textContent = state.extra ?? "";
  }

  showResult({ result, marks, problem }) {
    this.result.replaceChildren(...(result ? [marked(...result)] : []));
    const hints = Object.values(marks ?? {}).map(([, words]) => words).join(" ").trim();
    if (hints) this.result.append(element("div", { className: "bp-heard" }, ...rich(hints))); // seen where they belong
    if (problem) this.result.append(marked("note", problem));
  }
}

function render({ model, el }) {
  const view = new View(model, el);
  const show = () => view.show();
  model.on("change:state", show);
  return () => {
    model.off("change:state", show);
    view.waiting.forEach(clearTimeout);
    view.releaseKeys();
  };
}

export default { render };
