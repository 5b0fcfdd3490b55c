import type { ReactNode } from 'react';
import type { ImportTarget } from '#shared/model/import.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { LightSelect } from '../../ui/light-select.tsx';
import { say } from '../../ui/toast.ts';
import classes from './import-page.module.css';
import { setTarget } from './looking.ts';
import { NewFileField } from './new-file-field.tsx';
import { suggestedFile } from './suggested-file.ts';
import { sameTarget, type TargetChoice, targetKey, targetLabel, useTargets } from './targets.ts';

const newKinds = [
  { value: 'new duckdb', label: 'New DuckDB file…', engine: 'duckdb' },
  { value: 'new sqlite', label: 'New SQLite file…', engine: 'sqlite' },
] as const;

/** What files are imported into: an open database, a server, a file used before, or a new one. */
export function TargetField({ into }: { readonly into: ImportTarget | undefined }): ReactNode {
  const targets = useTargets();
  const isNew = into?.kind === 'file' && !targets.some((choice) => sameTarget(choice.into, into));
  const own: readonly TargetChoice[] = isNew ? [{ into, label: targetLabel(into, targets), group: 'New' }] : [];
  const all = [...targets, ...own];
  const choose = (value: string | null) => {
    const kind = newKinds.find((each) => each.value === value);
    if (kind !== undefined) return void makeNew(kind.engine);
    const choice = all.find((each) => targetKey(each.into) === value);
    if (choice !== undefined) setTarget(choice.into);
  };
  return (
    <>
      <LightSelect
        aria-label="Import into"
        leftSection={<span className={classes.into}>Import into</span>}
        leftSectionWidth={82}
        w={300}
        placeholder="Choose…"
        data={[
          ...groups(all),
          { group: 'New', items: [...own.map(itemOf), ...newKinds.map(({ value, label }) => ({ value, label }))] },
        ]}
        value={into === undefined ? null : targetKey(into)}
        allowDeselect={false}
        searchable={all.length > 8}
        maxDropdownHeight={360}
        onChange={choose}
      />
      {isNew && window.desktop === undefined && <NewFileField key={into.engine} into={into} />}
    </>
  );
}

function groups(all: readonly TargetChoice[]) {
  return (['Open', 'Postgres', 'Recent'] as const).flatMap((group) => {
    const items = all.filter((choice) => choice.group === group).map(itemOf);
    return items.length === 0 ? [] : [{ group, items }];
  });
}

function itemOf({ into, label }: TargetChoice) {
  return { value: targetKey(into), label };
}

/** On the desktop a dialog asks where; in a browser the path is suggested and can be changed. */
async function makeNew(engine: 'duckdb' | 'sqlite'): Promise<void> {
  try {
    const path =
      window.desktop === undefined
        ? await suggestedFile(engine)
        : await client.files.place({ name: (await suggestedFile(engine)).replace(/.*[/\\]/, '') });
    if (path !== null) setTarget({ kind: 'file', path, engine });
  } catch (thrown) {
    say({ text: failureOf(thrown).message, tone: 'bad' });
  }
}
