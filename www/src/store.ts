// A value that others can watch. Who watches from inside a scope stops when the scope ends.

let collecting: (() => void)[] | null = null;

/** Runs `build`; what it returns ends every watch that was begun in it. */
export function scope(build: () => void): () => void {
  const outer = collecting;
  const mine: (() => void)[] = [];
  collecting = mine;
  try {
    build();
  } finally {
    collecting = outer;
  }
  return () => {
    for (const end of mine) end();
  };
}

export class Store<T> {
  private readonly watchers = new Set<(value: T, before: T) => void>();

  constructor(private current: T) {}

  get value(): T {
    return this.current;
  }

  set(value: T): void {
    if (Object.is(value, this.current)) return;
    const before = this.current;
    this.current = value;
    for (const watcher of [...this.watchers]) if (this.watchers.has(watcher)) watcher(value, before);
  }

  update(change: Partial<T>): void {
    this.set({ ...this.current, ...change });
  }

  watch(watcher: (value: T, before: T) => void): () => void {
    this.watchers.add(watcher);
    const end = () => void this.watchers.delete(watcher);
    collecting?.push(end);
    return end;
  }
}
