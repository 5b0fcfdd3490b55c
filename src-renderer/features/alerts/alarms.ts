import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { createStore, type Store } from '../../client/store.ts';
import { say } from '../../ui/toast.ts';
import { type AlertRule, ruleText } from './rule.ts';

/** A rule that was broken, until a person has seen it. */
export interface Alarm {
  readonly database: string;
  readonly rule: string;
  readonly text: string;
  readonly why: string;
}

export const alarms: Store<readonly Alarm[]> = createStore<readonly Alarm[]>([]);

/** Says that a rule is broken: in the window, its status bar, and as a notification of the desktop where that may be. */
export function raise(database: string, rule: AlertRule, why: string): void {
  const text = ruleText(rule);
  alarms.set((now) => [...now.filter((each) => each.rule !== rule.id), { database, rule: rule.id, text, why }]);
  say({ text: `${text} (${why})`, tone: 'bad' });
  void notify(text, why);
}

export function dismiss(gone: (alarm: Alarm) => boolean): void {
  alarms.set((now) => now.filter((each) => !gone(each)));
}

/** The desktop's own notification, or the browser's where a person has allowed it. */
async function notify(title: string, body: string): Promise<void> {
  try {
    const { shown } = await client.application.notify({ title, body });
    if (!shown && mayNotify() === 'granted') new Notification(title, { body });
  } catch (error) {
    say({ text: `No notification could be shown: ${failureOf(error).message}`, tone: 'bad' });
  }
}

/** Whether the browser shows notifications of ours; `undefined` where there are none. */
export function mayNotify(): NotificationPermission | undefined {
  return 'Notification' in window ? Notification.permission : undefined;
}
