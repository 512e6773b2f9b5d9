// The browser's side of a live figure: controls, one picture that follows them, a readout, and a task.
//
// `Link` talks with the kernel: it never has more than one question under way, and when the answer comes it asks again
// if the controls have moved on; so nothing queues up and the last picture is always that of the controls. `View` is
// what is on the page, once for each place where the figure is shown. `pixels.js` says how a picture comes, `controls.js`
// has what can be moved; `figure.py` puts the three together.

const PATIENCE = 1000; // ms until the page says that the kernel is busy
const QUIET = 600; // ms without a new picture until it is read out
const REST = 500; // ms that a slider or choice stands still until its place may count as the task's
const DWELL = 120; // ms that the mouse rests on a part of the picture until it is chosen

class Link {
  constructor(model) {
    this.model = model;
    this.controls = model.get("controls");
    this.positions = this.controls.map((control) => control.start);
    this.views = new Set();
    this.client = crypto.getRandomValues(new Uint32Array(1))[0]; // another window may show the same figure
    this.moves = 0; // how often something was asked for
    this.asked = null; // the move whose picture is under way
    this.frame = null; // the newest answer
    this.pixels = new Pixels(); // the newest picture
    this.lost = false;
    this.resetting = false; // whether the next question is the first one after Reset
    this.passing = false; // whether a control is moving, so that the place may only be one on its way
    this.goesOn = false; // whether it will move on without anybody
    this.running = null; // the control of kind "run" that asks for one picture after the other
    this.themeChange = new MutationObserver(() => this.theme() !== this.askedTheme && this.want());
    this.coarse = matchMedia("(max-resolution: 1dppx)"); // zooming, or another screen, changes it
    this.onScreenChange = () => this.want();
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
    this.coarse.addEventListener("change", this.onScreenChange);
    this.want(this.frame === null); // the first time the kernel tells the positions, which a reload forgets
  }

  leave(view) {
    this.views.delete(view);
    if (this.views.size) return;
    this.run(null);
    this.themeChange.disconnect();
    this.coarse.removeEventListener("change", this.onScreenChange);
    clearTimeout(this.timer);
    clearTimeout(this.resting);
  }

  // A control that moves by itself says whether it goes on.
  move(k, position, goesOn = false) {
    this.positions[k] = position;
    this.goesOn = goesOn;
    const isPlace = ["slider", "choice"].includes(this.controls[k].kind) && this.running === null; // a training goes on
    this.passing = isPlace && this.model.get("task") !== "";
    this.want();
  }

  // What a control passes on its way is not reached: where it rests is asked for once more.
  restLater(frame) {
    if (!this.passing || this.goesOn || frame.reached) return;
    this.resting = setTimeout(() => {
      this.passing = false;
      this.want();
    }, REST);
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
    [this.resetting, this.passing, this.goesOn] = [true, false, false];
    this.want();
  }

  want(asKernelHasThem = false) {
    if (this.lost) return;
    this.moves += 1;
    if (this.asked === null) this.ask(asKernelHasThem); // before the page shows it, which the kernel need not wait for
    this.each((view) => view.showPositions(this.positions));
  }

  ask(asKernelHasThem) {
    clearTimeout(this.resting);
    this.asked = this.moves;
    this.askedTheme = this.theme();
    const positions = asKernelHasThem ? null : this.positions;
    this.timer = setTimeout(() => this.each((view) => view.note("The kernel is busy; the picture follows.")), PATIENCE);
    const look = { theme: this.askedTheme, pixels: this.coarse.matches ? 1 : 2 };
    const question = { positions, reset: this.resetting, passing: this.passing, has: this.pixels.number };
    this.model.send({ ask: [this.client, this.asked], ...look, ...question });
    this.resetting = false;
  }

  receive(frame) {
    const isAnswer = frame.ask?.[0] === this.client && frame.ask[1] === this.asked;
    if (isAnswer) {
      clearTimeout(this.timer);
      this.asked = null;
    }
    if (this.asked === null && (this.moves === frame.ask?.[1] || !isAnswer)) this.positions = [...frame.positions];
    if (!this.pixels.take(frame)) return this.want(); // it rests on a picture that never came here: all of it, please
    this.frame = frame;
    if (isAnswer && this.running !== null) this.goOn(frame);
    if (isAnswer && this.moves !== frame.ask[1]) this.ask(); // before painting, which the kernel need not wait for
    else if (isAnswer) this.restLater(frame);
    this.each((view) => view.show(frame));
  }

  lose() {
    this.lost = true;
    this.run(null);
    clearTimeout(this.timer);
    clearTimeout(this.resting);
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
      makeControl[control.kind](control, (at, goesOn) => link.move(k, at, goesOn), (on) => link.run(on ? k : null))
    );
    this.canvas = make("canvas", { role: "img", ariaLabel: "Picture on its way" });
    [this.canvas.width, this.canvas.height] = model.get("size"); // so that nothing jumps when the picture comes
    this.canvas.style.width = `${this.canvas.width / PIXELS_OF_STILLS}px`;
    this.readout = make("p", { className: "bp-readout", ariaHidden: "true" }); // the canvas has it as its name
    this.message = make("p", { className: "bp-note", hidden: true });
    this.said = make("p", { className: "bp-said", role: "status" });
    this.reached = make("strong", { className: "bp-reached", textContent: "✓ Reached", hidden: true });
    this.parts = []; // of each part of the task whether it was reached
    this.above = make("figcaption", { className: "bp-texts" });
    this.drawing = make("div", { className: "bp-drawing" }, this.canvas);
    this.picture = make("div", { className: "bp-picture" }, this.drawing);
    this.below = make("div", { className: "bp-texts" });
    this.figure = make("figure", {}, this.above, this.picture, this.below);
    [this.texts, this.shown] = [[], []]; // the elements of the caption, and what stands in them
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
    if (areas.length) this.drawing.append(this.areasOver(areas, model.get("size")));
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
    this.link.pixels.paint(this.canvas);
    if (this.root.dataset.theme !== frame.theme) this.root.dataset.theme = frame.theme;
    if (!frame.error) this.showCaption(frame.caption ? [...frame.caption.above, frame.caption.below] : []);
    this.canvas.ariaLabel = frame.error ? "No picture for these values." : frame.alt;
    write(this.readout, frame.error || frame.caption ? "" : frame.alt);
    this.canvas.dataset.positions = JSON.stringify(frame.positions);
    this.say(frame);
  }

  // Each text stands in one place with the longest of its kind, which are invisible: so it keeps its height. The last
  // is below the picture. All are made by bplib, which escapes what others wrote.
  showCaption(texts) {
    texts.forEach((html, k) => {
      this.texts[k] ??= this.addText(k === texts.length - 1 ? this.below : this.above, this.room[k] ?? []);
      if (this.shown[k] !== html) this.texts[k].innerHTML = this.shown[k] = html;
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
    if (!frame.error) this.mark(frame);
    const met = this.parts.filter(Boolean).length;
    this.heard ??= text; // the first picture is there to be read, not to be announced
    this.praised = Math.min(met, this.praised ?? met); // each part of the task is announced once
    clearTimeout(this.timer);
    if (text === this.heard && this.praised === met) return; // another theme
    this.timer = setTimeout(() => {
      const praise = met < this.parts.length ? `${capitalized(whichOf(this.parts))} reached. ` : "Task reached. ";
      this.said.textContent = (this.praised === met ? "" : praise) + text;
      [this.heard, this.praised] = [text, met];
    }, QUIET);
  }

  // How far the task is reached, and whether that is seen in this picture.
  mark(frame) {
    this.parts = frame.parts;
    this.reached.hidden = !this.parts.includes(true);
    const whole = frame.here ? "✓ Reached" : "✓ Reached before";
    const text = this.parts.length > 1 ? "✓ All parts reached" : whole; // not all in this picture
    write(this.reached, frame.reached ? text : `✓ ${whichOf(this.parts)}`);
  }

  note(text) {
    write(this.message, text);
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

// Such as "part 2 of 3", or "parts 1, 3 of 3".
function whichOf(parts) {
  const met = parts.flatMap((isMet, k) => (isMet ? [k + 1] : []));
  return `part${met.length > 1 ? "s" : ""} ${met.join(", ")} of ${parts.length}`;
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

function makeShape(tag, attributes) {
  const shape = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
  return shape;
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
