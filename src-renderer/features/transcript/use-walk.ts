import { useEffect } from 'react';
import type { TranscriptOutline, TranscriptShape } from '#shared/model/transcript.ts';
import { useAction } from '../../client/actions.ts';
import { type Entry, entryAt, nextPlace, rewardOf } from './steps.ts';

interface Walk {
  readonly outline: TranscriptOutline;
  readonly shape: TranscriptShape;
  readonly entries: readonly Entry[];
  readonly current: number;
  goTo(place: number): void;
}

/** Walking through the steps by keys: one on, the next error, the next reward. */
export function useWalk({ outline: { steps }, shape, entries, current, goTo }: Walk): void {
  const here = entryAt(entries, current);
  const by = (direction: 1 | -1) => {
    const next = entries[here + direction];
    if (here < 0) return goTo(entries.at(-1)?.first ?? current);
    if (next !== undefined) goTo(next.first);
  };
  const toNext = (direction: 1 | -1, passes: (place: number) => boolean) => {
    const from = direction === 1 ? (entries[here]?.last ?? current) : (entries[here]?.first ?? current);
    const next = nextPlace(steps.length, from, direction, passes);
    if (next !== undefined) goTo(next);
  };
  const failed = (place: number) => steps[place]!.failed;
  const rewarded = (place: number) => rewardOf(steps[place]!, shape) !== undefined;
  useAction('next-step', () => by(1));
  useAction('previous-step', () => by(-1));
  useAction('next-error', () => toNext(1, failed));
  useAction('previous-error', () => toNext(-1, failed));
  useAction('next-reward', () => toNext(1, rewarded));
  useAction('previous-reward', () => toNext(-1, rewarded));
  useArrows({ down: () => by(1), up: () => by(-1), home: () => goTo(0), end: () => goTo(steps.length - 1) });
}

/** The arrows do what J and K do, where no part of the page wants them for itself. */
function useArrows(moves: Readonly<Record<'down' | 'up' | 'home' | 'end', () => void>>): void {
  useEffect(() => {
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: moves.down,
      ArrowUp: moves.up,
      Home: moves.home,
      End: moves.end,
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const move = keys[event.key];
      const chord = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
      if (move === undefined || chord || event.defaultPrevented || isElsewhere(event.target)) return;
      move();
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });
}

/** The arrows scroll or choose in whatever else has the focus; buttons do nothing with them. */
function isElsewhere(target: EventTarget | null): boolean {
  if (target === document.body || !(target instanceof Element)) return false;
  if (target.closest('[data-steps]') !== null) return false;
  const owner = '[role="tablist"], [role="tabpanel"], [role="dialog"], [role="menu"]';
  return !target.matches('button, a') || target.closest(owner) !== null;
}
