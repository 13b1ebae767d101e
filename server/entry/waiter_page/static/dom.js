// The little that the page needs of a view library: describe what should be there, and what is there
// is changed to it. Nodes are kept by key, so a button under a finger stays the same button.

/** h("button", {key, class, onclick, …}, child, …); children may be text, null or lists. */
export function h(tag, attributes, ...children) {
  const { key, ...rest } = attributes ?? {};
  return { tag, key, attributes: rest, children: children.flat(Infinity).filter(isThere) };
}

const SVG = "http://www.w3.org/2000/svg";

/** An icon of the house; what it means is said by the words beside it. */
export function icon(name) {
  return h("svg", { class: "icon", "aria-hidden": "true", viewBox: "0 0 24 24" },
    h("use", { href: `/waiter/icons.svg#${name}` }));
}

/** Make the children of `parent` what `wanted` describes. */
export function show(parent, wanted) {
  const held = new Map();
  for (const node of parent.childNodes) held.set(nameOf(node.wanted), node);
  let next = parent.firstChild;
  wanted.filter(isThere).forEach((each, index) => {
    const child = typeof each === "object" ? each : { text: String(each) };
    child.place = index;
    const name = nameOf(child);
    let node = held.get(name);
    if (node === undefined) node = made(child, parent);
    else held.delete(name);
    if (node === next) next = node.nextSibling;
    else parent.insertBefore(node, next);
    change(node, child);
  });
  for (const node of held.values()) node.remove();
}

function nameOf(wanted) {
  if (wanted === undefined) return Symbol("not ours");
  if (wanted.text !== undefined) return `text ${wanted.place}`;
  return wanted.key === undefined ? `${wanted.tag} ${wanted.place}` : `${wanted.tag}#${wanted.key}`;
}

function made(wanted, parent) {
  if (wanted.text !== undefined) return document.createTextNode(wanted.text);
  const isSvg = wanted.tag === "svg" || parent.namespaceURI === SVG;
  return isSvg ? document.createElementNS(SVG, wanted.tag) : document.createElement(wanted.tag);
}

function change(node, wanted) {
  const before = node.wanted?.attributes ?? {};
  node.wanted = wanted;
  if (wanted.text !== undefined) {
    if (node.data !== wanted.text) node.data = wanted.text;
    return;
  }
  for (const name of Object.keys(before)) if (!(name in wanted.attributes)) put(node, name, undefined);
  for (const [name, value] of Object.entries(wanted.attributes)) {
    if (before[name] !== value) put(node, name, value);
  }
  show(node, wanted.children);
}

function put(node, name, value) {
  if (name.startsWith("on")) node[name] = value ?? null;
  else if (name === "value") { if (node.value !== value) node.value = value ?? ""; }
  else if (value === undefined || value === null || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? "" : value);
}

const isThere = (child) => child !== null && child !== undefined && child !== false;
