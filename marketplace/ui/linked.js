// Puts the HTML it is given on the page, and tells Python of plain clicks on links within the app.
export default function ({ parentElement, data, setTriggerValue }) {
  let root = parentElement.querySelector(":scope > .am-linked");
  if (!root) {
    root = document.createElement("div");
    root.className = "am-linked";
    parentElement.appendChild(root);
  }
  // Only when it differs: what is on the page keeps its focus and its open parts.
  if (root.source !== data) {
    root.innerHTML = data ?? "";
    root.source = data;
  }
  root.onclick = (event) => {
    const link = event.target.closest("a[data-page]");
    const wantsATab = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
    if (!link || wantsATab) return;
    event.preventDefault();
    setTriggerValue("go", link.getAttribute("href"));
  };
}
