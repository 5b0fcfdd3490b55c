import type { Preparing } from '../model/preparing.ts';
import { answer, base, ofDatabase } from './base.ts';

/** What goes on beside the questions of a window. Costs next to nothing, so it may be asked every few seconds. */
export const follow = {
  /** Whether somebody has changed the database. */
  version: base.input(ofDatabase).output(answer<DataVersion>()),
  /** The long series that is being prepared, so that zooms into it are quick; `null` where none is. */
  preparing: base.input(ofDatabase).output(answer<Preparing | null>()),
};

export interface DataVersion {
  /** Another text after every change of the data; now and then after none. */
  readonly version: string;
  /** Whether a copy is open whose original has changed: only a new copy (`databases.renew`) shows what is new. */
  readonly outdated: boolean;
}
