// A search box that suggests while one types: the combobox of ARIA 1.2, editable, with a list below it. It asks Python by
// a number and a text, a moment after the last key, and is answered with the number; an answer is shown unless a later
// one was, or the list was closed since. What is typed belongs to the box alone: no answer ever touches it.
const PAUSE = 120; // milliseconds without a key before it asks
const FEWEST = 2; // letters that are worth asking about
let boxes = 0;

function element(kind, attributes, ...children) {
  const made = document.createElement(kind);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const words = (text) => text.match(/[\p{L}\p{N}_]+/gu) ?? [];

// A name as nodes, the beginnings of its words that were typed marked.
function marked(name, typed) {
  const begun = words(fold(typed)).sort((one, other) => other.length - one.length);
  return name.split(/([\p{L}\p{N}_]+)/u).flatMap((part, place) => {
    const start = place % 2 ? begun.find((word) => fold(part).startsWith(word)) : undefined;
    if (start === undefined) return [part];
    const letters = [...part], length = [...start].length;
    return [element("mark", {}, letters.slice(0, length).join("")), letters.slice(length).join("")];
  });
}

class Box {
  asked = 0; // the number of the last question
  shown = 0; // of the last answer shown, or of the last question when the list was closed
  active = -1; // the option that the arrow keys are at; -1 is the text itself
  options = [];

  constructor(parent, data) {
    const id = `am-box-${++boxes}`;
    this.input = element("input", {
      id, type: "text", role: "combobox", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      enterkeyhint: "search", maxlength: data.most, placeholder: data.placeholder,
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`,
    });
    this.list = element("ul", { id: `${id}-list`, role: "listbox", "aria-label": "Suggestions", hidden: "" });
    this.said = element("span", { class: "am-hidden", role: "status" });
    const send = element("button", { type: "button" }, "Search");
    const row = element("div", { class: "am-box-row" }, this.input, send, this.list);
    this.root = element("div", { class: "am-box" }, element("label", { for: id }, data.label), row, this.said);
    parent.appendChild(this.root);
    this.asked = this.shown = data.seq;
    this.input.oninput = () => this.typed();
    this.input.onkeydown = (event) => this.key(event);
    this.input.onblur = () => this.close();
    send.onclick = () => this.send();
    // A press on the list must not take the focus from the text.
    this.list.onmousedown = (event) => event.preventDefault();
    this.list.onclick = (event) => this.pick(this.options.indexOf(event.target.closest("[role=option]")));
  }

  // What Python says, at each run. The text only where the address has become another one than we know of.
  update(data) {
    if (this.value !== data.value) this.input.value = this.value = data.value;
    if (data.found && data.seq > this.shown) this.show(data);
  }

  typed() {
    this.choose(-1);
    if (words(this.input.value).join("").length < FEWEST) return this.close();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  ask() {
    this.tell("typed", { seq: ++this.asked, text: this.input.value });
  }

  show({ seq, text, found }) {
    this.shown = seq;
    this.options = found.map((one, place) => {
      const kind = element("small", {}, one.kind);
      const name = element("span", {}, ...marked(one.label, text));
      const attributes = { id: `${this.list.id}-${place}`, role: "option", "aria-selected": "false" };
      return Object.assign(element("li", attributes, name, " ", kind), { address: one.address });
    });
    this.list.replaceChildren(...this.options);
    this.active = -1;
    this.choose(-1);
    this.said.textContent = found.length ? `${found.length} suggestions` : "No suggestions";
    if (document.activeElement === this.input) this.open();
  }

  open() {
    this.list.hidden = this.options.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  close() {
    clearTimeout(this.timer);
    this.shown = this.asked; // whatever is still on its way comes too late
    this.choose(-1);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  choose(place) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = place;
    const chosen = this.options[place];
    chosen?.setAttribute("aria-selected", "true");
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) this.input.setAttribute("aria-activedescendant", chosen.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.options.length - 1;
    const opened = !this.list.hidden;
    const acts = {
      ArrowDown: () => (opened ? this.choose(this.active < last ? this.active + 1 : -1) : this.reopen()),
      ArrowUp: () => (opened ? this.choose(this.active < 0 ? last : this.active - 1) : this.reopen()),
      // In the text, where no option is chosen, these move the caret as they do everywhere.
      Home: this.active >= 0 && (() => this.choose(0)),
      End: this.active >= 0 && (() => this.choose(last)),
      Enter: () => (this.active >= 0 ? this.pick(this.active) : this.send()),
      Escape: () => (opened ? this.close() : this.clear()),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  reopen() {
    if (words(this.input.value).join("").length >= FEWEST) this.ask();
  }

  clear() {
    this.input.value = "";
    this.close();
  }

  send() {
    this.close();
    this.value = this.input.value = this.input.value.trim().replace(/\s+/g, " ");
    this.tellOnce("sent", this.value);
  }

  pick(place) {
    const chosen = this.options[place];
    if (!chosen) return;
    this.close();
    this.tellOnce("go", chosen.address);
  }
}

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(":scope > .am-box");
  const box = root?.box ?? new Box(parentElement, data);
  box.root.box = box;
  box.tell = setStateValue;
  box.tellOnce = setTriggerValue;
  box.update(data);
}
