import type { TestCell, TestSheets } from '../../xlsx/testing/write-workbook.ts';

/** A sheet of rows that name their columns. */
export function sheet(...records: readonly Readonly<Record<string, TestCell>>[]): TestCell[][] {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return [names, ...records.map((record) => names.map((name) => record[name] ?? null))];
}

const mics = { 'Mic 1 Position': 'IPM', 'Mic 2 Position': 'IPL', 'Mic 3 Position': 'SPM', 'Mic 4 Position': 'SPL' };

/** As logs were until January 2026: one recording, what was inherited repeated in every sheet. */
export const older = (cycles: number): TestSheets => {
  const audio = {
    ...{ Study: 'AOA', 'Study ID': 1011, 'Linked Biomechanics': true, 'Biomechanics File': 'AOA1011.xlsx' },
    ...{ 'Biomechanics Type': 'IMU', 'Biomechanics Sync Method': 'stomp', 'Biomechanics Sample Rate (Hz)': 100 },
    ...{ 'Audio File': 'HP_W11.2-5-20240126_135702.bin', 'Device Serial': '0005', 'Firmware Version': 2 },
    ...{
      'File Time': { date: '2024-01-26 13:57:02' },
      'File Size (MB)': 12.5,
      'Recording Date': { date: '2024-01-26' },
    },
    ...{
      'Recording Time': '13:57:02.250000',
      Knee: 'Left',
      Maneuver: 'walk',
      'Sample Rate (Hz)': 46_875,
      Channels: 4,
      ...mics,
    },
  };
  const sync = {
    ...{
      ...audio,
      Pass: 1,
      'Pass Number': 1,
      Speed: 'slow',
      'Audio Sync Time (s)': 3.25,
      'Aligned Audio Sync Time (s)': 4.5,
    },
    ...{
      'Sync Offset (s)': 0.5,
      'Sync Method': 'consensus',
      'Audio Stomp Method': 'rms',
      'Sync File': 'left_walk_p1_slow.pkl',
    },
    ...{
      'Processing Date': { date: '2026-01-10 08:00:00' },
      'Processing Status': 'success',
      'Total Cycles Extracted': cycles,
    },
  };
  return {
    Summary: sheet({ 'Study ID': 1011, 'Knee Side': 'Left', Maneuver: 'walk', 'Num Movement Cycles': cycles }),
    Audio: sheet({
      ...{ ...audio, 'Processing Date': '2026-01-09T08:00:00', Status: 'success', Error: null, 'Duration (s)': 60.5 },
      ...{
        'Audio QC Fail Segments': '[(1.0, 2.5), (np.float64(3.0), 4.0)]',
        'Audio QC Fail Segments Ch2': '[(1.0, 2.5)]',
      },
      ...{ 'Audio Signal Dropout': true, 'Audio Signal Dropout Ch2': true, 'Audio Signal Dropout Segments': '[]' },
      ...{ 'Audio Artifact': 'False', 'Audio Artifact Type': 'continuous', QC_not_passed: '[(1.0, 2.5)]' },
    }),
    Biomechanics: sheet({
      ...{ Study: 'AOA', 'Study ID': 1011, 'Biomechanics File': 'AOA1011.xlsx', 'Sheet Name': 'AOA1011_Slow_Walking' },
      ...{ Status: 'success', Maneuver: 'walk', 'Num Sub-Recordings': 3, 'Num Passes': 2, 'Duration (s)': 59.5 },
      ...{ 'Num Data Points': 5950, 'Sample Rate (Hz)': 100 },
    }),
    Synchronization: sheet(sync),
    'Movement Cycles': sheet(
      ...Array.from({ length: cycles }, (_, index) => ({
        ...{
          ...sync,
          'Cycle File': `left_walk_p1_slow_c00${index}.pkl`,
          'Cycle Index': index,
          'Is Outlier': index === 1,
        },
        ...{ 'Start (s)': index, 'End (s)': index + 0.5, 'Duration (s)': 0.5 },
        ...{ 'Audio Start Time': { date: '2024-01-26 13:57:05' }, 'Audio End Time': { date: '2024-01-26 13:57:05.5' } },
      })),
    ),
  };
};

/** As logs are since February 2026: from the database, without the study. */
export const newer: TestSheets = {
  Summary: [
    ['Metric', 'Value'],
    ['Participant ID', 1011],
    ['Knee', 'right'],
    ['Maneuver', 'sts'],
  ],
  Audio: sheet({
    ...{
      'Audio Processing ID': 71,
      'Participant ID': 1011,
      Knee: 'right',
      Maneuver: 'sts',
      'Audio File Name': 'a.bin',
    },
    ...{ 'Device Serial': '0005', 'Firmware Version': 2, 'Recording Datetime': { date: '2026-02-01 10:00:00' } },
    ...{
      'Recording Timezone': 'UTC',
      'Recording Length (s)': 30,
      'File Size MB': 1.5,
      'Num Channels': 4,
      'Sample Rate': 46_875,
    },
    ...{
      'Biomechanics Import ID': 8,
      ...mics,
      'Processing Status': 'success',
      'QC Fail': false,
      'QC Signal Dropout Segments Ch1': '[1.0, 2.0]',
    },
  }),
  Biomechanics: sheet({
    ...{
      'Biomechanics Import ID': 8,
      'Participant ID': 1011,
      Knee: 'right',
      Maneuver: 'sts',
      'Biomechanics File': 'b.xlsx',
    },
    ...{
      'Biomechanics Type': 'Gonio',
      'Sync Method': 'flick',
      'Sample Rate': 50,
      'Num Sub-Recordings': 1,
      'Num Passes': 0,
    },
    ...{ 'Duration (s)': 30, 'Num Data Points': 1500, 'Processing Status': 'success' },
  }),
  Synchronization: sheet({
    ...{ 'Synchronization ID': 5, 'Participant ID': 1011, 'Audio Processing ID': 71, 'Biomechanics Import ID': 8 },
    ...{ 'Sync File': 'right_sts.pkl', 'Stomp Detection Methods': 'rms, onset', 'Selected Stomp Method': 'rms' },
    ...{
      'Audio Sync Time Right': 1.5,
      'Total Cycles Extracted': 2,
      'Periodic Artifact Ch3': true,
      'Processing Status': 'success',
    },
  }),
  Cycles: sheet(
    ...[0, 1].map((index) => ({
      ...{ 'Movement Cycle ID': index, 'Participant ID': 1011, 'Cycle Index': index, 'Is Outlier': false },
      ...{ 'Audio Processing ID': 71, 'Synchronization ID': 5, 'Cycle File': `right_sts_cycle_00${index}.pkl` },
      ...{ 'Start Time (s)': index, 'End Time (s)': index + 1, 'Duration (s)': 1 },
      ...{
        'Start Time': { date: '2026-02-01 10:00:01' },
        'End Time': { date: '2026-02-01 10:00:02' },
        'Audio QC Failures': 'dropout, periodic',
      },
      ...{ 'Dropout Fail': true, 'Dropout Timestamps Ch4': '[0.25, 0.5]' },
    })),
  ),
  'Legend Validation': [['Knee'], ['right']],
};
