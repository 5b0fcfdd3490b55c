import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconEyeOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { LensChoice } from '#shared/model/experiment.ts';
import type { FindingInfo } from '#shared/model/finding.ts';
import type { LeftOutLevel } from '#shared/model/left-out.ts';
import { client, orpc, readAgain } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { useLens } from '../../client/queries.ts';
import { formatCount } from '../../format/number.ts';
import type { GridView } from '../../ui/data-grid/row-source.ts';
import { say } from '../../ui/toast.ts';
import type { Values } from '../questions/values.ts';

interface LeaveOutProps {
  readonly database: string;
  readonly check: FindingInfo;
  readonly values: Values;
  /** What a filter leaves of what was found. */
  readonly view: Pick<GridView, 'conditions' | 'search'>;
  readonly disabled: boolean;
}

/** Leaves what a check found out of everything until it is taken back; nothing where it names nothing that is counted. */
export function LeaveOut({ database, check, values, view, disabled }: LeaveOutProps): ReactNode {
  const lens = useLens(database).data;
  const leave = useMutation(
    orpc.leftOut.add.mutationOptions({
      onSuccess: async ({ key, count }) => {
        say({
          text: `${formatCount(count)} left out of everything until taken back`,
          action: { label: 'Undo', run: () => void takeBack(database, key) },
        });
        await readAgain(database);
      },
      onError: (error) => say({ text: failureOf(error).message, tone: 'bad' }),
    }),
  );
  if (check.leavesOut.length === 0 || lens === undefined) return null;
  const request = { conditions: [...view.conditions], search: view.search };
  const run = (level: LeftOutLevel) => leave.mutate({ database, finding: check.id, values, level, request });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          title="Out of lists, charts, densities, questions and exports"
          loading={leave.isPending}
          disabled={disabled}
          leftSection={<IconEyeOff size={14} />}
          rightSection={<IconChevronDown size={14} />}
        >
          Leave these out
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {check.leavesOut.map((level) => (
          <Menu.Item key={level} onClick={() => run(level)}>
            {wordsOf(level, check, lens)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export async function takeBack(database: string, key: string): Promise<void> {
  try {
    await client.leftOut.takeBack({ database, key });
    await readAgain(database);
  } catch (error) {
    say({ text: failureOf(error).message, tone: 'bad' });
  }
}

function wordsOf(level: LeftOutLevel, { leavesOut }: FindingInfo, { words }: LensChoice): string {
  const whose = level === leavesOut[0] ? 'These' : 'Their';
  if (level === 'state') return 'The rows of these moments';
  if (level === 'step') return 'The rows of these steps';
  return level === 'episode' ? `${whose} ${words.episode ?? 'episode'}s` : `${whose} ${words.session ?? 'session'}s`;
}
