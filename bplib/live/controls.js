// What a learner can move, each a native element: the browser's side of `controls.py`.

// Each makes an element and a function that shows a position without telling anybody.
// Those that change nothing just now have the state "unused".
const makeControl = {
  slider({ name, texts, play }, moved) {
    const input = make("input", { type: "range", min: 0, max: texts.length - 1, step: 1 });
    const output = make("output", { ariaHidden: "true" }); // the slider itself says its value
    output.style.width = `${Math.max(...texts.map((text) => text.length))}ch`;
    const player = play ? makePlayer(name, play, texts.length - 1, () => Number(input.value), moved) : null;
    input.oninput = () => {
      player?.stop();
      moved(Number(input.value));
    };
    const show = (at) => {
      if (Number(input.value) !== at) input.value = at;
      const text = input.disabled ? "—" : texts[at];
      if (output.textContent === text) return;
      input.setAttribute("aria-valuetext", (output.textContent = text));
    };
    const tell = (state) => (input.disabled = state === "unused");
    const label = labelled(name, input, output);
    label.className = "bp-slider";
    const buttons = make("span", { className: "bp-buttons" }, ...(player?.buttons ?? []));
    const element = player ? make("span", { className: "bp-played" }, label, buttons) : label;
    return { element, show, tell, stop: player?.stop };
  },
  choice({ name, texts }, moved) {
    const select = make("select", {}, ...texts.map((text) => make("option", { textContent: text })));
    const tell = (state) => (select.disabled = state === "unused");
    select.oninput = () => moved(select.selectedIndex);
    const show = (at) => {
      if (select.selectedIndex !== at) select.selectedIndex = at; // to set it anew makes the browser lay out the page
    };
    return { element: labelled(name, select), show, tell };
  },
  number({ name, low, high }, moved) {
    const input = make("input", { type: "number", min: low, max: high, step: "any", required: true });
    const hint = make("span", { className: "bp-hint", textContent: `${low} to ${high}` });
    input.oninput = () => {
      input.ariaInvalid = String(!input.checkValidity());
      if (input.checkValidity()) moved(Number(input.value));
    };
    const show = (at) => {
      if (input.value !== "" && Number(input.value) === at) return;
      if (input === document.activeElement && !input.checkValidity()) return; // half typed
      input.value = at;
      input.ariaInvalid = "false";
    };
    return { element: labelled(name, input, hint), show };
  },
  // Its state is "wrong" where the text cannot be used.
  text({ name, hint }, moved) {
    const { input, show } = makeField(moved);
    input.className = "bp-source";
    const told = make("span", { className: "bp-hint", textContent: hint, id: newId() });
    input.setAttribute("aria-describedby", told.id);
    const element = make("div", { className: "bp-wide" }, labelled(name, input), told);
    return { element, show, tell: (state) => (input.ariaInvalid = String(state === "wrong")) };
  },
  // Its state is a list of [name, label, "", "right" or "wrong"]; the fields are made anew when their names change.
  fields({ name, states }, moved) {
    const element = make("div", { className: "bp-fields", role: "group", ariaLabel: name });
    let fields = {}, texts = {};
    const add = ([key, label]) => {
      const field = makeField((text) => moved((texts = { ...texts, [key]: text })));
      const sign = make("span", { className: "bp-verdict", id: newId() });
      field.input.setAttribute("aria-describedby", sign.id);
      element.append(make("div", {}, labelled(label, field.input), sign));
      fields[key] = { ...field, sign };
    };
    const tell = (states) => {
      if (!states) return;
      if (states.map(([key]) => key).join() !== Object.keys(fields).join()) {
        element.replaceChildren();
        fields = {};
        states.forEach(add);
        suppressShortcuts(element);
      }
      for (const [key, , state] of states) mark(fields[key], state);
    };
    const show = (at) => {
      texts = at;
      for (const [key, field] of Object.entries(fields)) field.show(at[key] ?? "");
    };
    tell(states);
    return { element, show, tell };
  },
  button({ name }, moved) {
    let count = 0;
    const button = make("button", { type: "button", textContent: capitalized(name) });
    button.onclick = () => moved(count + 1);
    return { element: button, show: (at) => (count = at) };
  },
  run({ name }, moved, run) {
    const start = capitalized(name);
    const button = make("button", { type: "button", className: "bp-play", textContent: start });
    let running = false;
    const showRunning = (on) => {
      running = on;
      button.textContent = on ? "Pause" : start;
    };
    button.onclick = () => run(!running);
    return { element: button, show: () => {}, showRunning };
  },
};

function mark({ input, sign }, state) {
  if (sign.dataset.state === state) return;
  sign.dataset.state = state;
  input.ariaInvalid = String(state === "wrong");
  input.classList.toggle("bp-found", state === "right");
  const signs = { right: ["✓", "right"], wrong: ["✗", "not right yet"] }[state] ?? ["", ""];
  const [shown, heard] = signs.map((text) => make("span", { textContent: text }));
  shown.ariaHidden = "true";
  heard.className = "bp-said";
  sign.className = `bp-verdict bp-verdict-${state}`;
  sign.replaceChildren(shown, heard);
}

// A field for a text, which counts when Enter is pressed or the field is left; what is half typed is left alone.
function makeField(moved) {
  const input = make("input", { type: "text", autocomplete: "off", spellcheck: false });
  let counted = "";
  const count = () => input.value !== counted && moved((counted = input.value));
  input.onchange = count;
  input.onkeydown = (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault(); // JupyterLab has uses of its own for it
    count();
  };
  const show = (text) => {
    const isHalfTyped = input === document.activeElement && input.value !== counted;
    if (counted !== text && !isHalfTyped) input.value = text;
    counted = text;
  };
  return { input, show };
}

// Buttons that move to the position before and after, at the ends around to the other one, and one that moves by itself
// up to the last. Where less motion is wanted there is no such button.
function makePlayer(name, seconds, last, position, moved) {
  const button = make("button", { type: "button", className: "bp-play", textContent: "Play" });
  let timer = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    write(button, "Play");
  };
  const advance = () => {
    const at = position() === last ? 0 : position() + 1;
    moved(at, at !== last);
    if (at === last) stop();
  };
  button.onclick = () => {
    if (timer !== null) return stop(), moved(position()); // here it rests
    advance();
    if (position() === last) return;
    timer = setInterval(advance, 1000 * seconds);
    button.textContent = "Stop";
  };
  const goBy = (sign, word, by) => {
    const onclick = () => (stop(), moved((position() + by + last + 1) % (last + 1)));
    return make("button", { type: "button", textContent: sign, ariaLabel: `${word} ${name}`, onclick });
  };
  const buttons = [goBy("‹", "Previous", -1), goBy("›", "Next", 1)];
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) buttons.push(button);
  return { buttons, stop };
}

function labelled(name, input, ...more) {
  return make("label", {}, make("span", { className: "bp-name", textContent: name }), input, ...more);
}

function capitalized(name) {
  return name[0].toUpperCase() + name.slice(1);
}

function disclosure(name, ...elements) {
  return make("details", {}, make("summary", { textContent: name }), make("div", { className: "bp-controls" }, ...elements));
}

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// Writes a text only where it is another one, so that the page need not be laid out again for nothing.
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function newId() {
  return `bp-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
}
