/** The name of a part behind that of what it is of (`run / 7`), unless it says that itself (`run · 7`). */
export function nameWithin(whole: string | null, part: string): string {
  return whole === null || part.startsWith(`${whole} · `) ? part : `${whole} / ${part}`;
}
