import { Checkbox, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Catalogue } from '#shared/model/catalogue.ts';
import type { TableLook } from '#shared/model/drawing.ts';
import type { Level } from '#shared/model/lens.ts';
import { ColumnSelect, ColumnsSelect } from './column-select.tsx';
import { columnIn, factsOf, type LevelName, levelOver, wordOf } from './draft.ts';
import classes from './drawing.module.css';
import { TableSelect } from './table-select.tsx';

interface LevelSectionProps {
  readonly name: LevelName;
  readonly level: Level | undefined;
  /** What one of the level above is called; `undefined` without such a level. */
  readonly above: string | undefined;
  readonly catalogue: Catalogue;
  readonly look: TableLook | undefined;
  onChange(level: Level | undefined, what: string): void;
}

/** Which table lists sessions or episodes, and what its columns are for. */
export function LevelSection({ name, level, above, catalogue, look, onChange }: LevelSectionProps): ReactNode {
  const title = name === 'session' ? 'Sessions' : 'Episodes';
  return (
    <fieldset className={classes.section}>
      <legend>
        {title}
        <span>{name === 'session' ? 'what several episodes have in common' : 'one run from beginning to end'}</span>
      </legend>
      <div className={classes.fields}>
        <TableSelect
          label="Table"
          catalogue={catalogue}
          table={level?.table}
          schema={level?.schema}
          none={`No ${title.toLowerCase()}`}
          onChange={(table) => onChange(table && levelOver(table, level, name), `${name}.table`)}
        />
        {level !== undefined && <LevelFields {...{ name, level, above, look, onChange }} />}
      </div>
    </fieldset>
  );
}

interface FieldsProps extends Omit<LevelSectionProps, 'catalogue'> {
  readonly level: Level;
}

function LevelFields({ name, level, above, look, onChange }: FieldsProps): ReactNode {
  const change = (part: Partial<Level>) => onChange({ ...level, ...part }, `${name}.${Object.keys(part).join()}`);
  const [first] = level.order;
  return (
    <>
      <TextInput
        label="Called"
        value={level.word[0]}
        placeholder={name}
        onChange={(event) => change({ word: wordOf(event.currentTarget.value) })}
      />
      <ColumnsSelect
        label="Named by"
        look={look}
        purpose="id"
        value={level.id}
        onChange={(id) => change({ id })}
        none="Choose…"
      />
      <ColumnSelect
        label="Label"
        look={look}
        purpose="label"
        value={level.label}
        needed
        onChange={(label) => label !== undefined && change({ label })}
      />
      {above !== undefined && (
        <ColumnsSelect
          label={`Belongs to ${above}`}
          look={look}
          purpose="session"
          value={level.parent ?? []}
          none="Choose…"
          onChange={(parent) => change({ parent })}
        />
      )}
      <ColumnSelect
        label="Order"
        look={look}
        purpose="time"
        value={first?.by}
        none="By its name"
        onChange={(by) => change({ order: by === undefined ? [] : orderBy(level, by) })}
      />
      <div className={classes.checks}>
        <Checkbox
          label="Last first"
          checked={first?.descending ?? false}
          disabled={first === undefined}
          onChange={(event) => {
            const descending = event.currentTarget.checked;
            change({ order: level.order.map((each, at) => (at === 0 ? { ...each, descending } : each)) });
          }}
        />
        <Checkbox
          label="The table has many rows for each"
          checked={level.distinct}
          onChange={(event) => change({ distinct: event.currentTarget.checked })}
        />
      </div>
      <div className={classes.wide}>
        <ColumnsSelect
          label="Shown beside it"
          look={look}
          value={level.facts.map(({ value }) => value)}
          onChange={(columns) => change({ facts: factsOf(columns, level.facts) })}
        />
      </div>
    </>
  );
}

/** By a column; those that are alike, by their id. */
function orderBy({ id, order: [first] }: Level, by: string): Level['order'] {
  const ties = id.filter((each) => columnIn(each) !== by).map((each) => ({ by: each, descending: false }));
  return [{ by, descending: first?.descending ?? false }, ...ties].map((each) => ({ ...each, opaque: false }));
}
