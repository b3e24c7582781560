/**
 * The rows of a list, one by one or batch by batch, while the next batch is on its way already.
 *
 * An async generator, because it is the language's own answer to everything that can happen between two rows: `break`,
 * an exception, two `next()` at once.
 * @param {{ batch(): Promise<unknown[] | undefined>, close(): void }} source
 * @param {boolean} batches
 */
export function rows(source, batches) {
  const walk = (async function* () {
    try {
      let next = source.batch();
      for (;;) {
        const batch = await next;
        if (batch === undefined) return;
        next = source.batch();
        // If it fails, that is thrown when its turn comes. If its turn never comes, nobody wants to know.
        next.catch(() => {});
        if (batches) yield batch;
        else yield* batch;
      }
    } finally {
      source.close();
    }
  })();
  return ended(walk, source);
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
  return ended(steps, source);
}

/**
 * A generator whose `return` ends its source first: by itself, it waits for the step that is under way, which can be
 * half a minute.
 * @param {AsyncGenerator<unknown, void, undefined>} steps
 * @param {{ close(): void }} source
 */
function ended(steps, source) {
  const end = steps.return.bind(steps);
  steps.return = (value) => {
    source.close();
    return end(value);
  };
  return steps;
}
