import type { ImportOptions, ImportPlan } from '#shared/model/import.ts';
import { readSetting, saveSetting } from '../../client/settings.ts';
import type { SetDraft } from './draft.ts';
import { isHabit, optionFields } from './options-schema.ts';

const key = (importer: string) => `import.options.${importer}`;

/** Remembers what a person changed; names and types belong to these files alone. */
export function rememberOptions({ plan, options }: SetDraft): void {
  if (plan === undefined) return;
  const habits = optionFields(plan.optionsSchema).filter(isHabit);
  const changed = habits.filter(({ name }) => options[name] !== undefined).map(({ name }) => [name, options[name]]);
  if (changed.length > 0) saveSetting(key(plan.importer), Object.fromEntries(changed));
}

const nothing: ImportOptions = {};

/** What was chosen for this importer the last time and is not in force now. Never used unless a person says so. */
export function optionsOfLastTime({ importer, options, optionsSchema }: ImportPlan): ImportOptions {
  const last = readSetting(key(importer), nothing);
  const known = new Set(optionFields(optionsSchema).map(({ name }) => name));
  const other = Object.entries(last).filter(
    ([name, value]) => known.has(name) && JSON.stringify(options[name]) !== JSON.stringify(value),
  );
  return Object.fromEntries(other);
}
