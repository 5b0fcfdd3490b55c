import type { Mark } from '#shared/model/mark.ts';

/** What a form of a mark says. */
export type Draft = Pick<Mark, 'starred' | 'tags' | 'note'>;

const drafts = new Map<string, Draft>();

/** What was begun of a mark and neither saved nor cancelled, for as long as the window is there. */
export const draftOf = (name: string): Draft | undefined => drafts.get(name);

/** Without a draft there is none any more. */
export function keepDraft(name: string, draft: Draft | undefined): void {
  if (draft === undefined) drafts.delete(name);
  else drafts.set(name, draft);
}
