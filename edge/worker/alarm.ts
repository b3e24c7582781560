// Runs the alarms of Durable Objects.

/**
 * Runs an alarm's work. If it fails, sets the alarm again: the platform drops an alarm that keeps failing, and then nothing
 * is read or deleted any more.
 */
export async function runAlarm(storage: DurableObjectStorage, delayMs: number, work: () => Promise<void>) {
  try {
    await work();
  } catch (error) {
    console.error(`seax-dialer/edge: ${error}`);
    await storage.setAlarm(Date.now() + delayMs);
  }
}
