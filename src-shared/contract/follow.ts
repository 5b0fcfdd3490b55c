import { answer, base, ofDatabase } from './base.ts';

/** Whether somebody has changed a database. Costs next to nothing, so it may be asked every few seconds. */
export const follow = {
  version: base.input(ofDatabase).output(answer<DataVersion>()),
};

export interface DataVersion {
  /** Another text after every change of the data; now and then after none. */
  readonly version: string;
  /** Whether a copy is open whose original has changed: only a new copy (`databases.renew`) shows what is new. */
  readonly outdated: boolean;
}
