// Addresses: every state of every page has one. A page reads its parameters from the address and writes them back.

export interface Address { path: string; parameters: URLSearchParams; hash: string }
type Listener = (address: Address) => void;

let listener: Listener = () => undefined;
let listening = false;

export function address(): Address {
  return { path: window.location.pathname, parameters: new URLSearchParams(window.location.search), hash: decodeURIComponent(window.location.hash.slice(1)) };
}

/** Go to an address of ours, as a click on a link does. */
export function go(href: string): void {
  window.history.pushState(null, "", href);
  listener(address());
}

/** Keep the state of the page in its address; empty values leave it. The page itself stays. */
export function write(parameters: Readonly<Record<string, string | null | undefined>>): void {
  const search = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(parameters)) {
    if (value) search.set(name, value);
    else search.delete(name);
  }
  const query = search.toString();
  window.history.replaceState(null, "", window.location.pathname + (query ? `?${query}` : "") + window.location.hash);
}

export function href(path: string, parameters: Readonly<Record<string, string | null | undefined>> = {}): string {
  const search = new URLSearchParams(Object.entries(parameters).filter((pair): pair is [string, string] => Boolean(pair[1])));
  const query = search.toString();
  return path + (query ? `?${query}` : "");
}

/** Links within the explorer change the page without a load; all others go their own way. */
export function listen(render: Listener, isOurs: (path: string) => boolean): void {
  listener = render;
  if (listening) return;
  listening = true;
  window.addEventListener("popstate", () => listener(address()));
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download") || link.origin !== window.location.origin) return;
    if (link.pathname === window.location.pathname && link.search === window.location.search && link.hash) return;
    if (!isOurs(link.pathname)) return;
    event.preventDefault();
    go(link.href);
  });
}
