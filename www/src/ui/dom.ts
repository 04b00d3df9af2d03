// Elements in one line. Text is always text: nothing here reads HTML.

type Child = Node | string | number | false | null | undefined;
type Value = string | number | boolean | null | undefined | EventListener | ((event: never) => void);

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Record<string, Value> | null = null,
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== false && child != null).map((child) => (typeof child === "number" ? String(child) : (child as Node | string))));
  return element;
}

export function svg(tag: string, props: Record<string, string | number> = {}, ...children: Node[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

export function set(element: Element, name: string, value: Value): void {
  if (name.startsWith("on") && typeof value === "function") {
    element.addEventListener(name.slice(2).toLowerCase(), value as EventListener);
  } else if (name === "value" && "value" in element) {
    (element as HTMLInputElement).value = String(value ?? "");
  } else if (value === false || value == null) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** A field's value, unless somebody is typing in it. */
export function fill(input: HTMLInputElement | HTMLSelectElement, value: string): void {
  if (document.activeElement === input && input instanceof HTMLInputElement && input.dataset.typing) return;
  if (input.value !== value) input.value = value;
}

/** Text of an element, only when it differs: a live region speaks when it is touched. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
