import { listenToKeys, runActionOnceDrawn } from '../../client/actions.ts';
import { followMain } from '../../client/app-state.ts';
import { connection } from '../../client/client.ts';
import { forbidEval } from '../../client/no-eval.ts';
import { toPlace } from '../../client/place.ts';
import { loadSettings } from '../../client/settings.ts';
import { installTrustedTypes } from '../../client/trusted-types.ts';

/** What a window does once, before anything is drawn. */
export function startWindow(): void {
  installTrustedTypes();
  forbidEval();
  connection.start();
  listenToKeys();
  followMain((event) => {
    if (event.kind === 'show') toPlace({ at: 'database', database: event.database });
    else if (event.kind === 'show-workspace') toPlace({ at: 'workspace', workspace: event.workspace });
    else runActionOnceDrawn(event.action);
  });
  followSettings();
}

/** Settings are read with every new link: another window may have changed them. */
function followSettings(): void {
  let read = 0;
  const follow = () => {
    const { state, since } = connection.state.get();
    if (state !== 'open' || since === read) return;
    read = since;
    // A link that drops meanwhile starts this again.
    loadSettings().catch(() => undefined);
  };
  connection.state.subscribe(follow);
  follow();
}
