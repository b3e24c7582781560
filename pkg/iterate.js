/**
 * The rows of a list, one by one, while the next page is on its way already.
 *
 * An async generator, because it is the language's own answer to everything that can happen between two rows: `break`,
 * an exception, two `next()` at once.
 * @param {{ batch(): Promise<unknown[] | undefined>, close(): void }} source
 */
export async function* rows(source) {
  try {
    let next = source.batch();
    for (;;) {
      const batch = await next;
      if (batch === undefined) return;
      next = source.batch();
      // If it fails, that is thrown when its turn comes. If its turn never comes, nobody wants to know.
      next.catch(() => {});
      yield* batch;
    }
  } finally {
    source.close();
  }
}

/**
 * The snapshots of a watch, one by one. The next reading is made only when somebody asks for it.
 * @param {{ next(): Promise<unknown>, close(): void }} source
 */
export function snapshots(source) {
  const steps = (async function* () {
    try {
      for (let step = await source.next(); step !== undefined; step = await source.next()) yield step;
    } finally {
      source.close();
    }
  })();
  // A generator's own `return` waits for the step that is under way, which can be half a minute.
  const end = steps.return.bind(steps);
  steps.return = (value) => {
    source.close();
    return end(value);
  };
  return steps;
}
