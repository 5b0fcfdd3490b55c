import { z } from 'zod';

/** A page's process that ended by itself: when (ISO 8601, UTC), why and with which code, as Electron says. */
const pageEndSchema = z.object({ at: z.iso.datetime(), reason: z.string(), exitCode: z.number() });
export type PageEnd = z.infer<typeof pageEndSchema>;

/** The last ones, newest last. */
export const pageEndsSchema = z.array(pageEndSchema);

/** A page that ends again so soon would end for ever: a person decides then. */
const soonMs = 60_000;

const kept = 20;

export function withPageEnd(ends: readonly PageEnd[], end: PageEnd): PageEnd[] {
  return [...ends, end].slice(-kept);
}

/** Whether the page may be loaded again without asking. */
export function mayComeBack(ends: readonly PageEnd[], now: number): boolean {
  return !ends.some(({ at }) => now - Date.parse(at) < soonMs);
}
