import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { toPlace } from '../../client/place.ts';
import { say } from '../../ui/toast.ts';
import { draft, hindrance, readinessOf, requestOf } from './draft.ts';
import { clearDraft } from './looking.ts';
import { rememberOptions } from './remembered-options.ts';
import { rememberTarget } from './targets.ts';

/** Starts the import of everything that is ready and goes to where one sees it run. What was refused is left out. */
export async function startImport(): Promise<void> {
  const now = draft.get();
  const readiness = readinessOf(now);
  if (hindrance(now, readiness) !== '' || now.into === undefined) return;
  const { into, onDuplicate } = now;
  // The importer that was shown, so that what runs is what was looked at.
  const sets = readiness.ready.map((set) => ({ ...requestOf(set), importer: set.plan?.importer }));
  try {
    const duplicates = onDuplicate === undefined ? {} : { onDuplicate };
    const { job } = await client.imports.start({ sets, into, ...duplicates });
    rememberTarget(into);
    for (const set of readiness.ready) rememberOptions(set);
    toPlace({ at: 'job', job });
    clearDraft();
  } catch (thrown) {
    say({ text: failureOf(thrown).message, tone: 'bad' });
  }
}
