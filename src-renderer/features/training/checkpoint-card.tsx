import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Cell } from '#shared/model/cell.ts';
import type { Checkpoint, TrainingCurve, TrainingOverview } from '#shared/model/training.ts';
import { addressOf, type PlaceQuery } from '../../client/place.ts';
import { countOf, roundNumber } from '../../format/number.ts';
import { capital } from '../../format/words.ts';
import { cellNode, type JsonNode, parseJsonNode } from '../../ui/json-tree/json-node.ts';
import { type Fact, FactList } from '../sessions/fact-list.tsx';
import classes from './training.module.css';

type Records = NonNullable<TrainingOverview['checkpoints']>;

interface CheckpointCardProps {
  readonly database: string;
  readonly session: string;
  readonly curve: TrainingCurve;
  readonly checkpoint: Checkpoint;
  readonly records: Records;
  /** Where its record is, among those of the session. */
  readonly where: PlaceQuery;
  onClose(): void;
}

/** What is known of one checkpoint, and the ways to its record and its episode. */
export function CheckpointCard(props: CheckpointCardProps): ReactNode {
  const { database, session, curve, checkpoint, records, where, onClose } = props;
  const { label, episode, opens } = checkpoint;
  const title = `${capital(records.word[0])} ${label}, episode ${episode}`;
  return (
    <section className={classes.card} aria-label={title}>
      <div className={classes.cardHead}>
        <h3>{title}</h3>
        <a href={addressOf({ at: 'session', database, session }, where)}>Open the {records.word[0]}</a>
        {opens !== null && <a href={addressOf({ at: 'episode', database, episode: opens })}>Open episode {episode}</a>}
        <CloseButton size="sm" aria-label="Close" onClick={onClose} />
      </div>
      <FactList facts={factsOf(checkpoint, curve, records)} />
    </section>
  );
}

/** Values of JSON objects are told one by one, since they are few and short. */
function factsOf({ y, value, details, tests }: Checkpoint, curve: TrainingCurve, records: Records): readonly Fact[] {
  const tested = `${countOf(tests.count, records.tests?.word ?? ['test', 'tests'])}${
    tests.mean === null ? '' : `, mean ${records.tests?.value} ${roundNumber(tests.mean, 6)}`
  }`;
  return [
    ...(value === null ? [] : [fact(records.value ?? '', null, roundNumber(value, 6))]),
    ...(records.tests === null ? [] : [fact('Tests', null, tested)]),
    ...(y === null ? [] : [fact(`${curve.measure.title} of the episode`, curve.measure.unit, roundNumber(y, 6))]),
    ...details.flatMap(({ title, unit, value: cell }) =>
      leaves(nodeOf(cell)).map(([path, text]) => fact([title, ...path].join(', '), unit, text)),
    ),
  ];
}

function fact(title: string, unit: string | null, value: string): Fact {
  return { column: { name: title, title, type: 'text', kind: 'text', unit }, value };
}

function nodeOf(cell: Cell): JsonNode {
  const written = typeof cell === 'string' && /^\s*[[{]/.test(cell) ? parseJsonNode(cell) : undefined;
  return written ?? cellNode(cell);
}

function leaves(node: JsonNode): readonly (readonly [path: readonly string[], text: string])[] {
  if (node.kind === 'leaf') return [[[], node.text]];
  return node.entries.flatMap(([name, child]) =>
    leaves(child).map(([path, text]) => [[name.replaceAll('_', ' '), ...path], text] as const),
  );
}
