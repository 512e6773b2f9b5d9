// One form, built from a description; the kernel judges and stores what is entered and answers with a state.
//
// description: label, text, inputs (each with name, type, label), layout (lines of ["text", words] and ["blank", name])
// state: values, marks (name → [kind, text]), result ([kind, text]), rows (of the progress), button, extra (a second
//   button), closed (nothing can be entered), locked (nor ever again), problem (of the store), turn (counts the states)
//
// All words are set as text, never as HTML. Only native controls are used, so that they work by keyboard as everywhere.

const SIGNS = { right: "✓", wrong: "✗", open: "○" };
const SECONDS_TO_ANSWER = 15;

function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node && !name.startsWith("aria")) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// `code` between backticks becomes <code>; everything else stays as it is written.
function rich(text) {
  return text.split("`").map((part, i, parts) => {
    if (i % 2 === 0) return part;
    return i < parts.length - 1 ? element("code", {}, part) : "`" + part;
  });
}

function marked(kind, text) {
  const sign = SIGNS[kind] ? [element("span", { className: "bp-sign", ariaHidden: "true" }, SIGNS[kind])] : [];
  return element("div", { className: `bp-mark bp-${kind}` }, ...sign, element("span", {}, ...rich(text)));
}

// Each kind of input is { node, read(), write(value), close(closed), control }: control is what takes the description.

function choiceInput(input, id, questionId) {
  const radios = input.options.map((option) => element("input", { type: "radio", name: id, value: option }));
  const labels = input.options.map((option, i) =>
    element("label", { className: "bp-choice" }, radios[i], element("span", {}, ...rich(option))));
  const control = element("fieldset", { className: input.inline ? "bp-inline" : "" });
  if (input.label) control.append(element("legend", {}, ...rich(input.label)));
  else control.setAttribute("aria-labelledby", questionId);
  control.append(element("div", { className: "bp-choices" }, ...labels));
  return {
    node: control,
    control,
    read: () => radios.find((radio) => radio.checked)?.value,
    write: (value) => radios.forEach((radio) => (radio.checked = radio.value === value)),
    close: (closed) => radios.forEach((radio) => (radio.disabled = closed)),
  };
}

function textInput(input, id) {
  const long = input.type === "text";
  const control = element(long ? "textarea" : "input", { id, autocomplete: "off" });
  if (long) control.rows = 3;
  else Object.assign(control, { type: "text", inputMode: "text", size: 8, spellcheck: false });
  let node = control;
  if (input.type === "blank") control.setAttribute("aria-label", input.label);
  else {
    const label = element("label", { htmlFor: control.id }, ...rich(input.label));
    const unit = input.unit ? [element("span", { className: "bp-unit" }, input.unit)] : [];
    node = element("div", { className: long ? "bp-long" : "bp-number" }, label, control, ...unit);
  }
  return {
    node,
    control,
    read: () => control.value,
    write: (value) => (control.value = value ?? ""),
    close: (closed) => (control.readOnly = closed),
  };
}

function dropdown(label, options) {
  return element("select", { "aria-label": label }, ...options.map(([value, text]) => element("option", { value }, text)));
}

// The value of an order: a row [line, place, indentation] for each line that has a place. Two lines may have the same
// place for a while, because the arrow keys lead a dropdown through all of its places.
function orderInput(input) {
  const places = Array.from({ length: input.places }, (_, i) => String(i + 1));
  const levels = Array.from({ length: input.levels }, (_, i) => [String(i), i ? `${i} in` : "none"]);
  const rows = input.options.map((line) => ({
    line,
    place: dropdown(`Place of ${line}`, [["", "–"], ...places.map((place) => [place, place])]),
    level: input.levels ? dropdown(`Indentation of ${line}`, levels) : null,
  }));
  const controls = rows.flatMap((row) => (row.level ? [row.place, row.level] : [row.place]));
  const preview = element("ol", { "aria-label": "Your order" });

  function draw() {
    preview.replaceChildren(...places.map((place) => {
      const here = rows.filter((row) => row.place.value === place).map(({ line, level }) => {
        const code = element("code", {}, line);
        code.style.paddingLeft = `${4 * Number(level?.value ?? 0)}ch`;
        return code;
      });
      return here.length ? element("li", {}, ...here) : element("li", { className: "bp-empty" }, "…");
    }));
  }

  controls.forEach((control) => control.addEventListener("change", draw));
  const heads = ["Place", ...(input.levels ? ["Indent"] : []), "Line"].map((head) =>
    element("span", { className: "bp-head", ariaHidden: "true" }, head));
  const cells = rows.flatMap((row) => [row.place, ...(row.level ? [row.level] : []), element("code", {}, row.line)]);
  const table = element("div", { className: `bp-lines${input.levels ? " bp-levels" : ""}` }, ...heads, ...cells);
  const control = element("div", { role: "group", "aria-label": "Lines" }, table,
    element("p", { className: "bp-head" }, "Your order"), preview);
  return {
    node: control,
    control,
    read: () => rows.filter((row) => row.place.value)
      .map((row) => [row.line, Number(row.place.value), Number(row.level?.value ?? 0)]),
    write: (value) => {
      for (const row of rows) {
        const [, place, level] = (value ?? []).find(([line]) => line === row.line) ?? ["", "", 0];
        row.place.value = String(place);
        if (row.level) row.level.value = String(level);
      }
      draw();
    },
    close: (closed) => controls.forEach((one) => (one.disabled = closed)),
  };
}

const INPUTS = { choice: choiceInput, number: textInput, text: textInput, blank: textInput, order: orderInput };

function progressList(rows) {
  const items = rows.map(({ title, note, items }) =>
    element("li", {}, element("strong", {}, ...rich(title)), ` – ${note}`,
      element("ul", {}, ...items.map(([kind, text]) => element("li", {}, marked(kind, text))))));
  return element("ul", { className: "bp-progress" }, ...items);
}

// Letters typed on a control must not reach the notebook's shortcuts ("d", "d" deletes a cell); saving must. The mark
// has to stand on the control itself, because many of JupyterLab's shortcuts are bound to the focused element.
function keepKeys(root) {
  const suppress = (control, yes) => control.toggleAttribute("data-lm-suppress-shortcuts", yes);
  const decide = (event) => {
    const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    if (root.contains(event.target)) [root, event.target].forEach((one) => suppress(one, !saves));
  };
  [root, ...root.querySelectorAll("input, select, textarea, button")].forEach((one) => suppress(one, true));
  window.addEventListener("keydown", decide, true); // the window is asked before JupyterLab, which listens at the document
  return () => window.removeEventListener("keydown", decide, true);
}

// JupyterLab refuses every line break that is typed in a cell, so Enter has to be done here.
function handleEnter(event) {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const control = event.target;
  if (control.matches("input")) control.form.requestSubmit();
  else if (control.matches("textarea")) {
    if (control.readOnly) return;
    control.setRangeText("\n", control.selectionStart, control.selectionEnd, "end");
    control.dispatchEvent(new Event("input", { bubbles: true }));
  } else return;
  event.preventDefault();
}

function render({ model, el }) {
  const id = `bp-form-${Math.random().toString(36).slice(2)}`; // each widget loads this file anew, so nothing can be counted
  const description = model.get("description");
  const label = element("p", { className: "bp-label", id: `${id}-label` }, description.label);
  const text = element("p", { className: "bp-text", id: `${id}-text` }, ...rich(description.text));
  const result = element("div", { className: "bp-result", role: "status", "aria-live": "polite" });
  const rest = element("div");
  const button = element("button", { type: "submit", className: "bp-button" });
  const extra = element("button", { type: "button", className: "bp-button bp-second" });
  const say = (kind, words) => result.replaceChildren(marked(kind, words));
  const inputs = description.inputs.map((input, i) =>
    ({ name: input.name, ...INPUTS[input.type](input, `${id}-input-${i}`, `${id}-text`) }));
  const notes = inputs.map((input, i) => {
    const note = element("div", { id: `${id}-note-${i}` });
    input.control.setAttribute("aria-describedby", note.id);
    return note;
  });

  function body() {
    if (!description.layout.length) return inputs.flatMap((input, i) => [input.node, notes[i]]);
    return description.layout.map((line) => {
      const used = inputs.map((_, i) => i).filter((i) => line.some(([kind, part]) => kind === "blank" && part === inputs[i].name));
      const parts = line.flatMap(([kind, part]) =>
        kind === "text" ? rich(part) : [inputs.find((input) => input.name === part).node]);
      return element("div", {}, element("div", { className: "bp-line" }, ...parts), ...used.map((i) => notes[i]));
    });
  }

  function entered() {
    return Object.fromEntries(inputs.map((input) => [input.name, input.read()]).filter(([, value]) => value !== undefined));
  }

  let waiting = [];
  function send(action) {
    const values = entered();
    model.set("draft", {});
    model.save_changes();
    model.send({ action, values });
    const late = "No answer from the kernel yet. What you entered stays here. If the kernel has stopped, run this cell again.";
    waiting = [
      setTimeout(() => say("note", "Waiting for the kernel …"), 500),
      setTimeout(() => say("note", late), 1000 * SECONDS_TO_ANSWER),
    ];
  }

  function show(first) {
    const state = model.get("state");
    waiting.forEach(clearTimeout);
    const draft = model.get("draft");
    const values = first === true && Object.keys(draft).length && !state.closed ? draft : state.values ?? {};
    inputs.forEach((input, i) => {
      const [kind, words] = state.marks?.[input.name] ?? [];
      input.write(values[input.name]);
      notes[i].replaceChildren(...(kind ? [marked(kind, words)] : []));
      input.control.classList.toggle("bp-is-right", kind === "right");
      input.control.classList.toggle("bp-is-wrong", kind === "wrong");
      if (input.control.matches("input, textarea")) input.control.setAttribute("aria-invalid", String(kind === "wrong"));
    });
    const focused = root.contains(document.activeElement);
    inputs.forEach((input) => input.close(Boolean(state.closed)));
    button.textContent = state.button ?? "";
    button.setAttribute("aria-disabled", String(Boolean(state.locked)));
    if (document.activeElement === extra && !state.extra) button.focus();
    extra.hidden = !state.extra;
    extra.textContent = state.extra ?? "";
    result.replaceChildren(...(state.result ? [marked(...state.result)] : []));
    if (state.problem) result.append(marked("note", state.problem));
    rest.replaceChildren(...(state.rows ? [progressList(state.rows)] : []));
    if (focused && !root.contains(document.activeElement)) button.focus();
  }

  const fields = element("form", { noValidate: true }, ...body());
  if (inputs.length) fields.append(element("div", { className: "bp-buttons" }, button, extra));
  fields.addEventListener("submit", (event) => {
    event.preventDefault();
    const state = model.get("state");
    if (!state.locked) send(state.closed ? "again" : "answer");
  });
  fields.addEventListener("keydown", handleEnter);
  extra.addEventListener("click", () => send("show"));
  const keepDraft = () => !model.get("state").closed && model.set("draft", entered());
  fields.addEventListener("input", keepDraft);
  fields.addEventListener("change", () => (keepDraft(), model.save_changes()));

  const root = element("div", { className: "bp-form", role: "group", "aria-labelledby": label.id });
  root.append(label, ...(description.text ? [text] : []), ...(inputs.length ? [fields] : []), result, rest);
  const releaseKeys = keepKeys(root);
  model.on("change:state", show);
  show(true);
  el.append(root);
  return () => {
    model.off("change:state", show);
    waiting.forEach(clearTimeout);
    releaseKeys();
  };
}

export default { render };
