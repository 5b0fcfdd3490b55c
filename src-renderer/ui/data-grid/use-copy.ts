import { useAction } from '../../client/actions.ts';
import { failureOf } from '../../client/failure.ts';
import { say } from '../toast.ts';
import { copyText, mostCopied } from './copy.ts';
import type { Range } from './selection.ts';
import type { Grid } from './use-grid.ts';

export type CopyForm = 'tsv' | 'json';

/** Copying what is selected, from the keyboard and from menus. */
export function useCopy(grid: Grid): (form: CopyForm) => void {
  const { range, rows, sight, source, valueAt } = grid;
  const copy = (form: CopyForm) => {
    if (range === undefined) return;
    const columns = sight.all.slice(range.left, range.right + 1);
    const job = { source, view: rows.shown, range, columns, at: rows.at, valueAt };
    copyText(job, form, new AbortController().signal)
      .then((text) => navigator.clipboard.writeText(text))
      .then(() => say({ text: copied(range) }))
      .catch((error: unknown) => say({ text: `Nothing was copied: ${failureOf(error).message}`, tone: 'bad' }));
  };
  useAction('copy-tsv', () => copy('tsv'), { enabled: range !== undefined });
  useAction('copy-json', () => copy('json'), { enabled: range !== undefined });
  return copy;
}

function copied({ top, bottom, left, right }: Range): string {
  const asked = bottom - top + 1;
  const rows = Math.min(asked, mostCopied);
  const columns = right - left + 1;
  if (rows === 1 && columns === 1) return 'Copied the value';
  const size = `${rows.toLocaleString('en')} × ${columns} cells`;
  return rows < asked ? `Copied the first ${size}; export the table for the rest` : `Copied ${size}`;
}
