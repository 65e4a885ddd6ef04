// Draws the nodes and edges it is given, where it is told to, with the vis-network that stands above this in the module;
// tells Python of the node that was clicked. What stays from one drawing to the next keeps its place and its zoom.
const OPTIONS = {
  physics: { enabled: false },
  // The page scrolls under the wheel: buttons zoom.
  interaction: { hover: true, zoomView: false, tooltipDelay: 120, keyboard: { enabled: true, bindToWindow: false } },
  nodes: { shape: "dot", font: { face: "'Source Sans', sans-serif", size: 14 } },
  edges: { arrows: { to: { scaleFactor: 0.5 } }, smooth: { type: "continuous" }, selectionWidth: 1.6 },
};

function button(bar, text, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.title = label;
  made.onclick = act;
  bar.appendChild(made);
}

function frame(parent) {
  const box = document.createElement("div");
  box.className = "am-graph";
  const canvas = document.createElement("div");
  canvas.className = "am-graph-canvas";
  canvas.setAttribute("role", "img");
  const bar = document.createElement("div");
  bar.className = "am-graph-bar";
  box.append(canvas, bar);
  parent.appendChild(box);
  box.nodes = new globalThis.vis.DataSet();
  box.edges = new globalThis.vis.DataSet();
  box.network = new globalThis.vis.Network(canvas, { nodes: box.nodes, edges: box.edges }, OPTIONS);
  // vis-network focuses itself at a click; the page must not scroll away from under the pointer for it.
  const inner = canvas.querySelector(".vis-network");
  inner.focus = () => HTMLElement.prototype.focus.call(inner, { preventScroll: true });
  box.network.on("click", (event) => event.nodes.length && box.picked(event.nodes[0]));
  box.network.on("hoverNode", () => (canvas.style.cursor = "pointer"));
  box.network.on("blurNode", () => (canvas.style.cursor = "default"));
  const zoom = (by) => box.network.moveTo({ scale: box.network.getScale() * by, animation: { duration: 200 } });
  button(bar, "+", "Closer", () => zoom(1.35));
  button(bar, "−", "Further away", () => zoom(1 / 1.35));
  button(bar, "⤢", "All of it", () => box.network.fit({ animation: { duration: 300 } }));
  return box;
}

function become(set, items) {
  const wanted = new Set(items.map((item) => item.id));
  const gone = set.getIds().filter((id) => !wanted.has(id));
  const changed = gone.length > 0 || items.some((item) => !set.get(item.id));
  set.remove(gone);
  set.update(items);
  return changed;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const box = parentElement.querySelector(":scope > .am-graph") ?? frame(parentElement);
  box.picked = (key) => setTriggerValue("picked", key);
  const ink = getComputedStyle(parentElement).color;
  const paper = getComputedStyle(box).backgroundColor;
  const nodes = data.nodes.map((node) => ({ ...node, font: { color: ink, strokeWidth: 3, strokeColor: paper } }));
  const changed = become(box.nodes, nodes);
  become(box.edges, data.edges);
  box.firstChild.setAttribute("aria-label", data.said);
  if (changed) box.network.fit(box.drawn ? { animation: { duration: 400 } } : {});
  box.drawn = true;
}
