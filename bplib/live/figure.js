// The browser's side of a live figure: controls, one picture that follows them, a readout, and a task.
//
// `Link` talks with the kernel: it never has more than one question under way, and when the answer comes it asks again
// if the controls have moved on; so nothing queues up and the last picture is always that of the controls. `View` is
// what is on the page, once for each place where the figure is shown. A picture comes as runs of equal pixels.

const PATIENCE = 1000; // ms until the page says that the kernel is busy
const QUIET = 600; // ms without a new picture until it is read out
const DWELL = 120; // ms that the mouse rests on a part of the picture until it is chosen
const PIXELS_PER_CSS_PIXEL = 2;

class Link {
  constructor(model) {
    this.model = model;
    this.controls = model.get("controls");
    this.positions = this.controls.map((control) => control.start);
    this.views = new Set();
    this.client = crypto.getRandomValues(new Uint32Array(1))[0]; // another window may show the same figure
    this.moves = 0; // how often something was asked for
    this.asked = null; // the move whose picture is under way
    this.frame = null; // the newest picture
    this.lost = false;
    this.resetting = false; // whether the next question is the first one after Reset
    this.running = null; // the control of kind "run" that asks for one picture after the other
    this.themeChange = new MutationObserver(() => this.theme() !== this.askedTheme && this.want());
    model.on("msg:custom", (frame, buffers) => this.receive({ ...frame, buffers }));
    model.on("comm_live_update", () => this.lose());
  }

  theme() {
    const { jpThemeLight, vscodeThemeKind } = document.body.dataset;
    return jpThemeLight === "false" || vscodeThemeKind?.includes("dark") ? "dark" : "light";
  }

  join(view) {
    this.views.add(view);
    if (this.views.size > 1 || this.lost) view.show(this.frame);
    if (this.lost) return this.lose();
    if (this.views.size > 1) return;
    this.themeChange.observe(document.body, { attributes: true });
    this.want(this.frame === null); // the first time the kernel tells the positions, which a reload forgets
  }

  leave(view) {
    this.views.delete(view);
    if (this.views.size) return;
    this.run(null);
    this.themeChange.disconnect();
    clearTimeout(this.timer);
  }

  move(k, position) {
    this.positions[k] = position;
    this.want();
  }

  // Begin to ask for the next picture as soon as one has come, or end it (null): nothing else drives a training.
  run(k) {
    this.running = k;
    this.each((view) => view.showRunning(k));
    if (k !== null) this.move(k, this.positions[k] + 1);
  }

  goOn(frame) {
    if (frame.done || frame.error) return this.run(null);
    this.positions[this.running] += 1;
    this.moves += 1;
  }

  reset() {
    this.run(null);
    this.positions = this.controls.map((control) => control.start);
    this.resetting = true;
    this.want();
  }

  want(asKernelHasThem = false) {
    if (this.lost) return;
    this.moves += 1;
    this.each((view) => view.showPositions(this.positions));
    if (this.asked === null) this.ask(asKernelHasThem);
  }

  ask(asKernelHasThem) {
    this.asked = this.moves;
    this.askedTheme = this.theme();
    const positions = asKernelHasThem ? null : this.positions;
    this.timer = setTimeout(() => this.each((view) => view.note("The kernel is busy; the picture follows.")), PATIENCE);
    this.model.send({ ask: [this.client, this.asked], positions, theme: this.askedTheme, reset: this.resetting });
    this.resetting = false;
  }

  receive(frame) {
    const isAnswer = frame.ask?.[0] === this.client && frame.ask[1] === this.asked;
    this.frame = frame;
    if (isAnswer) {
      clearTimeout(this.timer);
      this.asked = null;
    }
    if (this.asked === null && (this.moves === frame.ask?.[1] || !isAnswer)) this.positions = [...frame.positions];
    if (isAnswer && this.running !== null) this.goOn(frame);
    if (isAnswer && this.moves !== frame.ask[1]) this.ask(); // before painting, which the kernel need not wait for
    this.each((view) => view.show(frame));
  }

  lose() {
    this.lost = true;
    this.run(null);
    clearTimeout(this.timer);
    this.each((view) => {
      view.stop();
      view.note("The kernel has stopped. Run the cell again to move this figure.");
    });
  }

  each(action) {
    for (const view of this.views) action(view);
  }
}

class View {
  constructor(link, model, el) {
    this.link = link;
    this.widgets = link.controls.map((control, k) => 
      makeControl[control.kind](control, (at) => link.move(k, at), (on) => link.run(on ? k : null))
    );
    this.canvas = make("canvas", { role: "img", ariaLabel: "Picture on its way" });
    [this.canvas.width, this.canvas.height] = model.get("size"); // so that nothing jumps when the picture comes
    this.canvas.style.width = `${this.canvas.width / PIXELS_PER_CSS_PIXEL}px`;
    this.readout = make("p", { className: "bp-readout", ariaHidden: "true" }); // the canvas has it as its name
    this.message = make("p", { className: "bp-note", hidden: true });
    this.said = make("p", { className: "bp-said", role: "status" });
    this.reached = make("strong", { className: "bp-reached", textContent: "✓ Reached", hidden: true });
    this.above = make("figcaption", { className: "bp-texts" });
    this.picture = make("div", { className: "bp-picture" }, this.canvas);
    this.below = make("div", { className: "bp-texts" });
    this.figure = make("figure", {}, this.above, this.picture, this.below);
    this.texts = [];
    this.room = model.get("room");
    this.showCaption(this.room.map(() => ""));
    const names = link.controls.map((control) => control.name).join(", ");
    const attributes = { className: "bp-live", role: "group", ariaLabel: names ? `Live figure: ${names}` : "Live figure" };
    const parts = [...this.head(model.get("task")), this.figure, this.readout, this.message, this.said];
    this.root = make("div", attributes, ...parts);
    suppressShortcuts(this.root);
    this.root.onkeydown = leaveOnEscape;
    el.append(this.root);
    const areas = model.get("areas");
    if (areas.length) this.picture.append(this.areasOver(areas, model.get("size")));
  }

  // Lines over the picture; one that the mouse rests on, or that is touched, moves a control. The keyboard has the control.
  areasOver(areas, size) {
    const svg = makeShape("svg", { viewBox: `0 0 ${size[0]} ${size[1]}`, "aria-hidden": "true" });
    for (const [k, position, lines] of areas) {
      const shape = makeShape("path", { d: lines.map((points) => "M" + points.join("L")).join("") });
      const choose = () => this.link.positions[k] !== position && this.link.move(k, position);
      shape.onpointerenter = () => (this.pointed = setTimeout(choose, DWELL));
      shape.onpointerleave = () => clearTimeout(this.pointed);
      shape.onpointerdown = choose;
      svg.append(shape);
    }
    return svg;
  }

  head(task) {
    const parts = task ? [make("p", { className: "bp-task" }, make("strong", {}, "Task "), task, " ", this.reached)] : [];
    if (!this.widgets.length) return parts;
    const reset = make("button", { type: "button", textContent: "Reset" });
    reset.onclick = () => {
      this.stop();
      this.link.reset();
    };
    const hidden = this.widgets.filter((widget, k) => this.link.controls[k].hidden);
    const shown = this.widgets.filter((widget) => !hidden.includes(widget)).map((widget) => widget.element);
    const controls = make("div", { className: "bp-controls" }, ...shown, reset);
    if (hidden.length) controls.append(disclosure("More settings", ...hidden.map((widget) => widget.element)));
    return [...parts, controls];
  }

  showRunning(running) {
    this.widgets.forEach((widget, k) => widget.showRunning?.(running === k));
  }

  showPositions(positions) {
    this.widgets.forEach((widget, k) => widget.show(positions[k]));
  }

  show(frame) {
    if (!frame) return;
    this.widgets.forEach((widget, k) => widget.tell?.(frame.states?.[k] ?? null));
    this.showPositions(this.link.positions);
    this.note(frame.error ?? "");
    this.root.classList.toggle("bp-stale", Boolean(frame.error));
    if (!frame.error) paint(this.canvas, frame);
    this.root.dataset.theme = frame.theme;
    if (!frame.error) this.showCaption(frame.caption ? [...frame.caption.above, frame.caption.below] : []);
    this.canvas.ariaLabel = frame.error ? "No picture for these values." : frame.alt;
    this.readout.textContent = frame.error || frame.caption ? "" : frame.alt;
    this.canvas.dataset.positions = JSON.stringify(frame.positions);
    this.say(frame);
  }

  // Each text stands in one place with the longest of its kind, which are invisible: so it keeps its height. The last
  // is below the picture. All are made by bplib, which escapes what others wrote.
  showCaption(texts) {
    texts.forEach((html, k) => {
      this.texts[k] ??= this.addText(k === texts.length - 1 ? this.below : this.above, this.room[k] ?? []);
      this.texts[k].innerHTML = html;
    });
  }

  addText(parent, longest) {
    const text = make("div", {});
    const unseen = longest.map((html) => make("div", { className: "bp-unseen", ariaHidden: "true", innerHTML: html }));
    parent.append(make("div", { className: "bp-text" }, text, ...unseen));
    return text;
  }

  say(frame) {
    const text = frame.error ?? frame.caption?.spoken ?? frame.alt;
    const reached = frame.reached ?? !this.reached.hidden; // an error says nothing about it
    this.reached.hidden = !reached;
    this.heard ??= text; // the first picture is there to be read, not to be announced
    this.praised = reached && (this.praised ?? true); // the task is announced once
    clearTimeout(this.timer);
    if (text === this.heard && this.praised === reached) return; // another theme
    this.timer = setTimeout(() => {
      this.said.textContent = (this.praised === reached ? "" : "Task reached. ") + text;
      [this.heard, this.praised] = [text, reached];
    }, QUIET);
  }

  note(text) {
    this.message.textContent = text;
    this.message.hidden = !text;
  }

  stop() {
    for (const widget of this.widgets) widget.stop?.();
  }

  remove() {
    clearTimeout(this.timer);
    clearTimeout(this.pointed);
    this.stop();
  }
}

// Each makes an element and a function that shows a position without telling anybody.
const makeControl = {
  slider({ name, texts, play }, moved) {
    const input = make("input", { type: "range", min: 0, max: texts.length - 1, step: 1 });
    const output = make("output", { ariaHidden: "true" }); // the slider itself says its value
    output.style.minWidth = `${Math.max(...texts.map((text) => text.length))}ch`;
    const player = play ? makePlayer(name, play, texts.length - 1, () => Number(input.value), moved) : null;
    input.oninput = () => {
      player?.stop();
      moved(Number(input.value));
    };
    const show = (at) => {
      if (Number(input.value) !== at) input.value = at;
      input.setAttribute("aria-valuetext", (output.textContent = texts[at]));
    };
    const label = labelled(name, input, output);
    const element = player ? make("span", { className: "bp-played" }, label, player.button) : label;
    return { element, show, stop: player?.stop };
  },
  choice({ name, texts }, moved) {
    const select = make("select", {}, ...texts.map((text) => make("option", { textContent: text })));
    select.onchange = () => moved(select.selectedIndex);
    return { element: labelled(name, select), show: (at) => (select.selectedIndex = at) };
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

// A button that moves from position to position until the last; where less motion is wanted, by one at each press.
function makePlayer(name, seconds, last, position, moved) {
  const oneByOne = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const button = make("button", { type: "button", className: "bp-play", textContent: oneByOne ? `Next ${name}` : "Play" });
  let timer = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    if (!oneByOne) button.textContent = "Play";
  };
  const advance = () => {
    moved(position() === last ? 0 : position() + 1);
    if (position() === last) stop();
  };
  button.onclick = () => {
    if (timer !== null) return stop();
    advance();
    if (oneByOne || position() === last) return;
    timer = setInterval(advance, 1000 * seconds);
    button.textContent = "Stop";
  };
  return { button, stop };
}

// Letters and arrows typed here are no commands to the notebook. JupyterLab looks for the mark upwards from the focused
// element, and many of its shortcuts are bound to just that element, so that a mark on the root alone is not enough.
function suppressShortcuts(root) {
  for (const element of [root, ...root.querySelectorAll("input, select, button, summary")]) {
    element.dataset.lmSuppressShortcuts = "true";
  }
}

function leaveOnEscape(event) {
  if (event.key === "Escape") event.currentTarget.closest(".jp-Cell")?.focus(); // the notebook's own keys work there
}

function newId() {
  return `bp-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
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

function makeShape(tag, attributes) {
  const shape = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
  return shape;
}

function paint(canvas, { size, buffers }) {
  const [width, height] = size;
  if (canvas.width !== width || canvas.height !== height) {
    Object.assign(canvas, { width, height });
    canvas.style.width = `${width / PIXELS_PER_CSS_PIXEL}px`;
  }
  const context = canvas.getContext("2d", { alpha: false });
  const image = context.createImageData(width, height);
  fill(new Uint32Array(image.data.buffer), ...buffers.map(words));
  context.putImageData(image, 0, 0);
}

function fill(pixels, starts, colors) {
  for (let run = 0, pixel = 0; run < colors.length; run++) {
    const end = run + 1 < starts.length ? starts[run + 1] : pixels.length;
    for (const color = colors[run]; pixel < end; pixel++) pixels[pixel] = color;
  }
}

function words(view) {
  return new Uint32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength)); // aligned
}

export default () => {
  let link;
  return {
    initialize({ model }) {
      link = new Link(model);
    },
    render({ model, el }) {
      const view = new View(link, model, el);
      link.join(view);
      return () => {
        link.leave(view);
        view.remove();
      };
    },
  };
};
