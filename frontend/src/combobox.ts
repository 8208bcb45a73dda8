// A box that offers what its words may mean: keys walk the offers, Enter takes one, Escape leaves.

import { debounced, el, fill, type Child } from "./dom";

export interface Offer<Value> { value: Value; show: Child; words: string }
export interface Combobox { element: HTMLElement; input: HTMLInputElement }

let boxes = 0;

/**
 * Args: `offer` finds what some words may mean; `take` is told what was chosen; `leave` what Enter means where nothing is chosen.
 */
export function combobox<Value>(
  label: string,
  options: { placeholder?: string; value?: string; name?: string; classes?: string; offer: (words: string, signal: AbortSignal) => Promise<Offer<Value>[]>; take: (value: Value, input: HTMLInputElement) => void; leave?: (words: string) => void; empty?: boolean },
): Combobox {
  const id = `offers-${(boxes += 1)}`;
  const input = el("input", { type: "search", role: "combobox", "aria-label": label, "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", placeholder: options.placeholder ?? "", name: options.name });
  input.value = options.value ?? "";
  const list = el("ul", { id, role: "listbox", "aria-label": label, hidden: true, class: "offers" });
  const element = el("div", { class: options.classes ?? "picker" }, input, list);
  let offers: Offer<Value>[] = [];
  let chosen = -1;
  let asking = new AbortController();

  const close = (): void => {
    asking.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    chosen = -1;
  };
  const take = (offer: Offer<Value>): void => {
    input.value = offer.words;
    close();
    options.take(offer.value, input);
  };
  const point = (place: number): void => {
    chosen = offers.length ? (place + offers.length) % offers.length : -1;
    [...list.children].forEach((line, index) => line.setAttribute("aria-selected", String(index === chosen)));
    const line = list.children[chosen];
    if (!line) return;
    input.setAttribute("aria-activedescendant", line.id);
    line.scrollIntoView({ block: "nearest" });
  };
  const ask = async (): Promise<void> => {
    const words = input.value.trim();
    asking.abort();
    if (!words && !options.empty) return close();
    asking = new AbortController();
    const { signal } = asking;
    try {
      offers = await options.offer(words, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    if (signal.aborted || document.activeElement !== input) return;
    chosen = -1;
    fill(list, offers.map((offer, place) => el("li", { id: `${id}-${place}`, role: "option", "aria-selected": "false", onpointerdown: (event) => (event.preventDefault(), take(offer)) }, offer.show)));
    list.hidden = !offers.length;
    input.setAttribute("aria-expanded", String(offers.length > 0));
  };
  const later = debounced(() => void ask(), 120);
  input.addEventListener("input", later);
  input.addEventListener("focus", () => options.empty && !input.value && later());
  input.addEventListener("blur", () => window.setTimeout(close, 100));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // a Chinese input method is at work
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) later();
      else point(event.key === "ArrowDown" ? chosen + 1 : Math.max(chosen, 0) - 1);
    } else if (event.key === "Enter") {
      const offer = offers[chosen];
      if (!list.hidden && offer) {
        event.preventDefault();
        take(offer);
      } else if (options.leave) {
        event.preventDefault();
        close();
        options.leave(input.value.trim());
      }
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the words stay
      event.stopPropagation();
      close();
    }
  });
  return { element, input };
}
