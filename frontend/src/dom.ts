// Building elements. Text of a notice enters the page as text nodes alone: nothing here reads HTML, and no address but our own becomes a link.

export type Child = Node | string | number | null | undefined | false | readonly Child[];
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>>;

const SVG = "http://www.w3.org/2000/svg";

/** `el("p", {class: "hint", onclick: listener}, "text", node, [nodes])` */
export function el<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  return dressed(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg<Tag extends keyof SVGElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[Tag] {
  return dressed(document.createElementNS(SVG, tag), attributes, children);
}

function dressed<Kind extends Element>(node: Kind, attributes: Attributes, children: readonly Child[]): Kind {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  append(node, children);
  return node;
}

export function append(node: Element | DocumentFragment, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false || child === "") continue;
    if (Array.isArray(child)) append(node, child as readonly Child[]);
    else node.append(child instanceof Node ? child : String(child));
  }
}

export function fill(node: Element, ...children: Child[]): void {
  node.replaceChildren();
  append(node, children);
}

export function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}

export function grouped<Value, Key>(values: readonly Value[], key: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const name = key(value);
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  return groups;
}

/** Calls come together: the last of a burst runs. */
export function debounced<Arguments extends unknown[]>(listener: (...values: Arguments) => void, milliseconds = 150): (...values: Arguments) => void {
  let waiting = 0;
  return (...values) => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => listener(...values), milliseconds);
  };
}
