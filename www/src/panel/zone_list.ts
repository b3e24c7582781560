// The time zones that the browser can list.

/** Returns the names of all zones that the browser supports. Empty if it cannot list them. */
export function zones(): string[] {
  return Intl.supportedValuesOf?.("timeZone") ?? [];
}

/** Returns the zones of a country (two letters). Empty if the browser does not know them. */
export function zonesOf(country: string): string[] {
  try {
    const locale = new Intl.Locale("und", { region: country }) as Intl.Locale & {
      getTimeZones?(): string[] | undefined;
      timeZones?: string[];
    };
    return locale.getTimeZones?.() ?? locale.timeZones ?? [];
  } catch {
    return [];
  }
}
