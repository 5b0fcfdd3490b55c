import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react';
import type { Agent } from '#shared/model/experiment.ts';
import { formatCount } from '../../format/number.ts';
import { Empty } from '../../ui/empty.tsx';
import { findAgents, pickAgent } from './agent-choice.ts';
import classes from './agents-panel.module.css';
import type { AgentLook, AgentType } from './look.ts';

interface AgentsPanelProps {
  readonly agents: readonly Agent[];
  /** Whether there may be others, and how many rows each has is not known yet. */
  readonly isSketch: boolean;
  readonly types: readonly AgentType[];
  readonly looks: readonly AgentLook[];
  readonly selected: ReadonlySet<number>;
  onSelect(selected: ReadonlySet<number>): void;
}

/** Who is there: find, filter by type, select; whoever is not selected steps back in the picture. */
export function AgentsPanel({ agents, isSketch, types, looks, selected, onSelect }: AgentsPanelProps): ReactNode {
  const [search, setSearch] = useState('');
  const shown = useMemo(() => findAgents(agents, search), [agents, search]);
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <TextInput
          aria-label="Find an agent"
          placeholder="Find an agent…"
          leftSection={<IconSearch size={13} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <div className={classes.types}>
          {types.map((type) => (
            <TypeButton key={type.name} type={type} selected={selected} onSelect={onSelect} />
          ))}
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            disabled={selected.size === 0}
            onClick={() => onSelect(new Set())}
          >
            Clear
          </Button>
        </div>
      </div>
      <AgentList {...{ agents, isSketch, shown, looks, selected, onSelect }} />
      <p className={classes.foot} aria-live="polite">
        {selected.size === 0
          ? `${formatCount(shown.length)} of ${formatCount(agents.length)} agents`
          : `${formatCount(selected.size)} of ${formatCount(agents.length)} selected`}
        {isSketch && ' so far'}
      </p>
    </div>
  );
}

type Select = Pick<AgentsPanelProps, 'selected' | 'onSelect'>;

function TypeButton({ type, selected, onSelect }: Select & { readonly type: AgentType }): ReactNode {
  const all = type.agents.every((agent) => selected.has(agent));
  const change = () => {
    const next = new Set(selected);
    for (const agent of type.agents) {
      if (all) next.delete(agent);
      else next.add(agent);
    }
    onSelect(next);
  };
  return (
    <button type="button" className={classes.type} aria-pressed={all} onClick={change}>
      <AgentSign look={type.look} />
      {type.name} <span className={classes.quiet}>{formatCount(type.agents.length)}</span>
    </button>
  );
}

/** The mark an agent has in the picture. */
export function AgentSign({ look }: { readonly look: AgentLook | undefined }): ReactNode {
  return (
    <svg width={10} height={10} viewBox="-5 -5 10 10" aria-hidden="true" className={classes.sign}>
      {look?.apart ? (
        <path d="M0 -4.5L4.5 0L0 4.5L-4.5 0Z" fill={look.colour} />
      ) : (
        <circle r={4} fill={look?.colour ?? 'currentColor'} />
      )}
    </svg>
  );
}

interface AgentListProps extends Select {
  readonly agents: readonly Agent[];
  readonly isSketch: boolean;
  readonly shown: readonly number[];
  readonly looks: readonly AgentLook[];
}

const ROW = 26;

function AgentList({ agents, isSketch, shown, looks, selected, onSelect }: AgentListProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  const [active, setActive] = useState(0);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const go = (to: number) => {
    const next = Math.min(Math.max(to, 0), shown.length - 1);
    setActive(next);
    rows.scrollToIndex(next);
  };
  const pick = (agent: number | undefined, more: boolean) =>
    agent !== undefined && onSelect(pickAgent(selected, agent, more));
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moveInList(event.key, active, shown.length);
    if (to !== undefined) go(to);
    else if (event.key === ' ') pick(shown[active], true);
    else if (event.key === 'Enter') pick(shown[active], false);
    else if (event.key === 'Escape') onSelect(new Set());
    else return;
    event.preventDefault();
  };
  if (shown.length === 0) return <Empty title="No agent is called that" />;
  return (
    <div
      ref={frame}
      role="listbox"
      aria-label="Agents"
      aria-multiselectable="true"
      aria-activedescendant={`${id}-${active}`}
      tabIndex={0}
      className={classes.list}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: rows.getTotalSize() }} className={classes.content} role="presentation">
        {rows.getVirtualItems().map(({ index, start }) => {
          const agent = shown[index] ?? 0;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
            <div
              key={agent}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={selected.has(agent)}
              data-active={index === active}
              className={classes.row}
              style={{ transform: `translateY(${start}px)` }}
              onClick={(event) => {
                setActive(index);
                pick(agent, event.shiftKey || event.ctrlKey || event.metaKey);
              }}
            >
              <AgentSign look={looks[agent]} />
              <span className={classes.name}>{agents[agent]?.id}</span>
              <span className={classes.quiet}>{agents[agent]?.type ?? ''}</span>
              <span className={classes.count}>{isSketch ? '…' : formatCount(agents[agent]?.rows ?? 0)}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function moveInList(key: string, active: number, count: number): number | undefined {
  if (key === 'ArrowDown') return active + 1;
  if (key === 'ArrowUp') return active - 1;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
