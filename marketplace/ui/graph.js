// Draws the nodes and edges it is given, where it is told to, with the vis-network that stands above this in the module;
// tells Python of the node that was clicked. What stays from one drawing to the next keeps its place and its zoom. By
// keyboard: arrows go from node to node, Enter opens one, Escape leaves; what is reached is said in a live region.
const OPTIONS = {
  physics: { enabled: false },
  // The page scrolls under the wheel: buttons zoom. The arrow keys are ours.
  interaction: { hover: true, zoomView: false, tooltipDelay: 120, keyboard: { enabled: false } },
  nodes: { shape: "dot", borderWidthSelected: 5, font: { face: "'Source Sans', sans-serif", size: 14 } },
  edges: { arrows: { to: { scaleFactor: 0.5 } }, smooth: { type: "continuous" }, selectionWidth: 1.6 },
};
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function button(bar, text, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.title = label;
  made.onclick = act;
  bar.appendChild(made);
}

// The nearest node in a direction: what lies aside counts as twice as far.
function towards(network, from, [right, down]) {
  const places = network.getPositions();
  let best = null;
  let least = Infinity;
  for (const [key, place] of Object.entries(places)) {
    const [x, y] = [place.x - places[from].x, place.y - places[from].y];
    const along = x * right + y * down;
    const far = along + 2 * Math.abs(x * down) + 2 * Math.abs(y * right);
    if (key !== from && along > 0 && far < least) [best, least] = [key, far];
  }
  return best;
}

function reach(box, key) {
  box.at = key;
  box.network.selectNodes([key], true);
  const frame = box.firstChild.getBoundingClientRect();
  const place = box.network.canvasToDOM(box.network.getPositions([key])[key]);
  if (place.x < 20 || place.y < 20 || place.x > frame.width - 20 || place.y > frame.height - 20)
    box.network.moveTo({ position: box.network.getPositions([key])[key], animation: false });
  const lines = box.network.getConnectedEdges(key).length;
  const act = key === box.centre ? "The centre." : box.opened.has(key) ? "Open: Enter closes it." : "Enter opens it.";
  box.live.textContent = `${box.nodes.get(key).title}, ${lines} ${lines === 1 ? "line" : "lines"}. ${act}`;
}

function pressed(box, event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (ARROWS[event.key]) {
    const next = towards(box.network, box.at, ARROWS[event.key]);
    if (next) reach(box, next);
    else box.live.textContent = "Nothing lies further that way.";
  } else if (event.key === "Home") reach(box, box.centre);
  else if (event.key === "Enter" || event.key === " ") box.picked(box.at);
  else if (event.key === "Escape") box.firstChild.blur();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function frame(parent) {
  const box = document.createElement("div");
  box.className = "am-graph";
  const canvas = document.createElement("div");
  canvas.className = "am-graph-canvas";
  canvas.setAttribute("role", "application");
  canvas.tabIndex = 0;
  const bar = document.createElement("div");
  bar.className = "am-graph-bar";
  box.live = document.createElement("div");
  box.live.className = "am-hidden";
  box.live.setAttribute("aria-live", "polite");
  box.append(canvas, bar, box.live);
  parent.appendChild(box);
  box.nodes = new globalThis.vis.DataSet();
  box.edges = new globalThis.vis.DataSet();
  box.network = new globalThis.vis.Network(canvas, { nodes: box.nodes, edges: box.edges }, OPTIONS);
  const inner = canvas.querySelector(".vis-network");
  // The frame has the focus, once; a click must not scroll the page away from under the pointer for it.
  inner.tabIndex = -1;
  inner.focus = () => canvas.focus({ preventScroll: true });
  canvas.addEventListener("keydown", (event) => pressed(box, event));
  // By keyboard one arrives at a node; a click brings its own.
  canvas.addEventListener("focus", () => canvas.matches(":focus-visible") && reach(box, box.at));
  canvas.addEventListener("blur", () => (box.network.unselectAll(), (box.live.textContent = "")));
  box.network.on("click", (event) => {
    if (event.nodes.length) box.picked((box.at = event.nodes[0]));
  });
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
  const nodes = data.nodes.map((node) => ({
    ...node,
    color: { background: node.color, border: node.color, highlight: { background: node.color, border: ink } },
    font: { color: ink, strokeWidth: 3, strokeColor: paper },
  }));
  const changed = become(box.nodes, nodes);
  become(box.edges, data.edges);
  box.centre = data.centre;
  box.opened = new Set(data.opened);
  if (!box.at || !box.nodes.get(box.at)) box.at = data.centre;
  box.firstChild.setAttribute("aria-label", data.said);
  if (changed) box.network.fit(box.drawn ? { animation: { duration: 400 } } : {});
  if (document.activeElement === box.firstChild && changed) reach(box, box.at);
  box.drawn = true;
}
