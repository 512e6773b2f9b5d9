// What is entered in a form: a choice, a number or a text, the places of lines. `form.js` has the form itself.

const SIGNS = { right: "✓", wrong: "✗", open: "○" };

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

function dropdown(label, choices) {
  const options = choices.map(([value, text]) => element("option", { value }, text));
  return element("select", { "aria-label": label }, ...options);
}

// The value of an order: a row [line, place, indentation] for each line that has a place. Two lines may have the same
// place for a while, because the arrow keys lead a dropdown through all of its places.
function orderInput(input) {
  const places = Array.from({ length: input.places }, (_, i) => String(i + 1));
  const rows = orderRows(input, places);
  const controls = rows.flatMap((row) => (row.level ? [row.place, row.level] : [row.place]));
  const preview = element("ol", { "aria-label": "Your order" });
  const draw = () => preview.replaceChildren(...places.map((place) => previewLine(rows, place)));
  controls.forEach((control) => control.addEventListener("change", draw));
  const title = element("p", { className: "bp-head" }, "Your order");
  const node = element("div", { role: "group", "aria-label": "Lines" }, orderTable(input, rows), title, preview);
  return {
    node,
    control: node,
    read: () => rows.filter((row) => row.place.value).map(({ line, place, level }) =>
      [line, Number(place.value), Number(level?.value ?? 0)]),
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

function orderRows(input, places) {
  const levels = Array.from({ length: input.levels }, (_, i) => [String(i), i ? `${i} in` : "none"]);
  return input.options.map((line) => ({
    line,
    place: dropdown(`Place of ${line}`, [["", "–"], ...places.map((place) => [place, place])]),
    level: input.levels ? dropdown(`Indentation of ${line}`, levels) : null,
  }));
}

function orderTable(input, rows) {
  const heads = ["Place", ...(input.levels ? ["Indent"] : []), "Line"].map((head) =>
    element("span", { className: "bp-head", ariaHidden: "true" }, head));
  const cells = rows.flatMap((row) => [row.place, ...(row.level ? [row.level] : []), element("code", {}, row.line)]);
  return element("div", { className: `bp-lines${input.levels ? " bp-levels" : ""}` }, ...heads, ...cells);
}

function previewLine(rows, place) {
  const here = rows.filter((row) => row.place.value === place).map(({ line, level }) => {
    const code = element("code", {}, line);
    code.style.paddingLeft = `${4 * Number(level?.value ?? 0)}ch`;
    return code;
  });
  return here.length ? element("li", {}, ...here) : element("li", { className: "bp-empty" }, "…");
}

const INPUTS = { choice: choiceInput, number: textInput, text: textInput, blank: textInput, order: orderInput };
