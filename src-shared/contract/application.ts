import { z } from 'zod';
import { answer, base } from './base.ts';

/** A bag of remembered state (theme, panel sizes, last place). Values are JSON; keys are ours. */
export const settingsSchema = z.record(z.string().max(200), z.unknown());

/** About the application itself. */
export const application = {
  info: base.output(answer<ApplicationInfo>()),
  settings: base.output(settingsSchema),
  /** Merges; `null` removes a key. */
  saveSettings: base.input(settingsSchema).output(z.void()),
  /** What long series take that were prepared for zooming, in Starling's own cache. */
  prepared: base.output(answer<{ readonly bytes: number }>()),
  /** Removes them; they are prepared again when they are drawn again. */
  clearPrepared: base.output(z.void()),
  /** Opens a link of ours in the browser; https only, from a fixed list of origins. */
  openLink: base.input(z.object({ url: z.url() })).output(z.void()),
};

export interface ApplicationInfo {
  readonly name: string;
  readonly version: string;
  readonly host: 'desktop' | 'browser';
  readonly platform: string;
}
