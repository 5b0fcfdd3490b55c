import { useEffect, useRef } from 'react';
import type { Alarm, AlertState } from '#shared/alerts/rule.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { say } from '../../ui/toast.ts';

/** Says of each alarm that comes while the window is open that a rule is broken; those from before stand in the status bar. */
export function useTelling(state: AlertState | undefined): void {
  const known = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    if (state === undefined) return;
    const fresh = known.current === undefined ? [] : state.alarms.filter(({ id }) => !known.current?.has(id));
    known.current = new Set(state.alarms.map(({ id }) => id));
    for (const alarm of fresh) tell(alarm);
  }, [state]);
}

/** In the window, and by the browser's notification where the desktop has shown none and a person has allowed it. */
function tell({ rule, text, why, shown }: Alarm): void {
  say({ text: `${text} (${why})`, tone: 'bad' });
  // One for all windows: the tag replaces what another has shown.
  if (!shown && mayNotify() === 'granted') new Notification(text, { body: why, tag: rule });
}

/** A person has seen what these rules have found. */
export function dismiss(rules: readonly string[]): void {
  client.alerts
    .dismiss({ rules: [...rules] })
    .catch((error: unknown) => say({ text: failureOf(error).message, tone: 'bad' }));
}

/** Whether the browser shows notifications of ours; `undefined` where there are none. */
export function mayNotify(): NotificationPermission | undefined {
  return 'Notification' in window ? Notification.permission : undefined;
}
