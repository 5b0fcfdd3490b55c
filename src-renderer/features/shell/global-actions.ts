import { useAction } from '../../client/actions.ts';
import { currentState } from '../../client/app-state.ts';
import { client, readAgain } from '../../client/client.ts';
import { currentTrail } from '../../client/crumbs.ts';
import { databaseOf, goBack, goForward, parentOf, toPlace, usePlace } from '../../client/place.ts';
import { copyToClipboard } from '../../ui/copy-text.ts';
import { draft } from '../import/draft.ts';
import { importInto } from '../import/looking.ts';
import { canTake } from '../import/targets.ts';
import { openSample } from '../welcome/open.ts';
import { pick } from '../welcome/pick.ts';
import { showDialog } from './dialog-state.ts';

/** What is possible everywhere. */
export function useGlobalActions({ toggleSidebar }: { toggleSidebar(): void }): void {
  const place = usePlace();
  const database = databaseOf(place);
  const inDatabase = { enabled: database !== undefined };
  useAction('open-file', () => pick('file'));
  useAction('open-folder', () => pick('folder'));
  useAction('new-profile', () => showDialog('profile'));
  useAction('open-sample', () => void openSample());
  useAction('import', () => importFrom(database));
  useAction('settings', () => toPlace({ at: 'settings' }));
  useAction('palette', () => showDialog('palette'));
  useAction('shortcuts', () => showDialog('shortcuts'));
  useAction('about', () => showDialog('about'));
  useAction('welcome', () => toPlace({ at: 'welcome' }));
  useAction('back', goBack);
  useAction('forward', goForward);
  useAction('up', goUp, { enabled: place.at !== 'welcome' });
  useAction('toggle-sidebar', toggleSidebar);
  useAction('copy-address', () => copyToClipboard(window.location.href, 'the address'));
  useAction('reload', () => void readAgain(database ?? ''), inDatabase);
  useAction('close-database', () => closeDatabase(database ?? ''), inDatabase);
  useAction('sessions', () => database !== undefined && toPlace({ at: 'sessions', database }), inDatabase);
  useAction('tables', () => database !== undefined && toPlace({ at: 'tables', database }), inDatabase);
  useAction('findings', () => database !== undefined && toPlace({ at: 'findings', database }), inDatabase);
  useAction('trends', () => database !== undefined && toPlace({ at: 'trends', database }), inDatabase);
  useAction('compare', () => database !== undefined && toPlace({ at: 'compare', database }), inDatabase);
  useAction('marks', () => toPlace({ at: 'marks' }));
  useAction('workspaces', () => toPlace({ at: 'workspaces' }));
  useAction('imports', () => toPlace(database === undefined ? { at: 'jobs' } : { at: 'imports', database }));
  useAction('draw-lens', () => database !== undefined && toPlace({ at: 'lens', database }), inDatabase);
  useAction('sql', () => database !== undefined && toPlace({ at: 'sql', database }), inDatabase);

  function goUp(): void {
    const target = currentTrail().at(-2)?.place ?? parentOf(place);
    if (target !== undefined) toPlace(target);
  }
}

/** From a database files go into that one, unless some are being looked at already. */
function importFrom(database: string | undefined): void {
  const shown = currentState().databases?.find(({ id }) => id === database);
  if (shown !== undefined && canTake(shown) && draft.get().sets.length === 0) {
    importInto({ kind: 'database', database: shown.id });
  } else toPlace({ at: 'import' });
}

export function closeDatabase(database: string): void {
  toPlace({ at: 'welcome' });
  void client.databases.close({ database });
}
