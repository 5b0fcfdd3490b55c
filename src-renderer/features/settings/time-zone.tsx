import { Select } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { client, readAllAgain } from '../../client/client.ts';
import { saveSetting, useSetting } from '../../client/settings.ts';

const OWN = '';

/** Where days begin and end. The zone of the computer that runs Starling, unless a person chooses another. */
export function TimeZone(): ReactNode {
  const [zone] = useSetting('timeZone', OWN);
  const zones = useMemo(
    () => [
      { value: OWN, label: 'As the computer' },
      ...['UTC', ...Intl.supportedValuesOf('timeZone').filter((each) => each !== 'UTC')].map((each) => ({
        value: each,
        label: each.replaceAll('_', ' '),
      })),
    ],
    [],
  );
  const choose = async (value: string | null) => {
    const chosen = value === null || value === OWN ? null : value;
    saveSetting('timeZone', chosen);
    // At once, not a moment later as other settings: what is shown depends on it.
    await client.application.saveSettings({ timeZone: chosen });
    await readAllAgain();
  };
  return (
    <Select
      aria-label="Time zone"
      description="Days of rooms and sensors begin and end by its clocks"
      data={zones}
      value={zone}
      onChange={(value) => void choose(value)}
      searchable
      allowDeselect={false}
      maxDropdownHeight={300}
    />
  );
}
