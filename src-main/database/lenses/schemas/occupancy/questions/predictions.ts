import { raw, sql } from '../../../../sql/sql.ts';
import type { Question } from '../../../questions/question.ts';
import { ofRoom, over, room, sinceDay, whole } from './parts.ts';

const count = { id: 'count', title: 'How many', kind: 'number', minimum: 1, whole: true, default: 100 } as const;

const occupancy: Question = {
  id: 'latest-occupancy-predictions',
  title: 'Latest occupancy predictions',
  about: 'The newest predictions that a room will be occupied, by room and horizon (get_latest_occupancy_predictions)',
  parameters: [
    room,
    { id: 'horizon', title: 'Horizon', kind: 'number', unit: 'min', whole: true, optional: true },
    count,
  ],
  columns: [
    { name: 'prediction_made_at', title: 'Made', kind: 'time' },
    { name: 'room', title: 'Room', kind: 'text' },
    { name: 'horizon_minutes', title: 'Horizon', kind: 'integer', unit: 'min' },
    { name: 'probability', title: 'Probability', kind: 'float' },
    { name: 'confidence', title: 'Confidence', kind: 'float' },
    { name: 'model_version', title: 'Model', kind: 'text' },
    { name: 'id', title: 'Id', kind: 'integer' },
  ],
  order: ['-prediction_made_at', '-id'],
  statement: (context, values) =>
    over(context, 'predictions', (table, rows) => {
      const horizon = values['horizon'] === null ? raw('1=1') : sql`t.horizon_minutes = ${whole(values['horizon'])}`;
      return sql`select * from (select t.prediction_made_at, t.room, t.horizon_minutes, t.probability, t.confidence,
          t.model_version, t.id from ${rows}
        where t.prediction_type = 'occupancy' and ${ofRoom(context, table, values)} and ${horizon}
        order by t.prediction_made_at desc, t.id desc limit ${whole(values['count'])}) l`;
    }),
};

const vacancy: Question = {
  id: 'latest-vacancy-predictions',
  title: 'Latest vacancy predictions',
  about: 'The newest predictions of how long a room stays vacant (get_latest_vacancy_predictions)',
  parameters: [room, count],
  columns: [
    { name: 'prediction_made_at', title: 'Made', kind: 'time' },
    { name: 'room', title: 'Room', kind: 'text' },
    { name: 'expected_vacancy_minutes', title: 'Expected vacancy', kind: 'float', unit: 'min' },
    { name: 'probability_distribution', title: 'Distribution', kind: 'text' },
    { name: 'confidence', title: 'Confidence', kind: 'float' },
    { name: 'model_version', title: 'Model', kind: 'text' },
    { name: 'id', title: 'Id', kind: 'integer' },
  ],
  order: ['-prediction_made_at', '-id'],
  statement: (context, values) =>
    over(context, 'predictions', (table, rows) => {
      const distribution = context.dialect.text(raw('t.probability_distribution'));
      return sql`select * from (select t.prediction_made_at, t.room, t.expected_vacancy_minutes,
          ${distribution} as probability_distribution, t.confidence, t.model_version, t.id from ${rows}
        where t.prediction_type = 'vacancy' and ${ofRoom(context, table, values)}
        order by t.prediction_made_at desc, t.id desc limit ${whole(values['count'])}) l`;
    }),
};

const accuracy: Question = {
  id: 'accuracy',
  title: 'Accuracy of predictions',
  about:
    'How often the room was as expected (from a probability of 0.5 on) when the horizon was over, by room and horizon; of a long history give a time',
  parameters: [room, { id: 'from', title: 'Made since', kind: 'time', optional: true }],
  columns: [
    { name: 'room', title: 'Room', kind: 'text' },
    { name: 'horizon_minutes', title: 'Horizon', kind: 'integer', unit: 'min' },
    { name: 'predictions', title: 'Predictions', kind: 'integer' },
    { name: 'judged', title: 'With data', kind: 'integer' },
    { name: 'correct', title: 'Correct', kind: 'integer' },
    { name: 'accuracy', title: 'Accuracy', kind: 'float' },
    { name: 'expected', title: 'Mean probability', kind: 'float' },
    { name: 'happened', title: 'Share that was occupied', kind: 'float' },
    { name: 'brier', title: 'Brier score', kind: 'float' },
  ],
  order: ['room', 'horizon_minutes'],
  chart: { kind: 'bar', x: 'room', y: ['accuracy'], by: 'horizon_minutes' },
  statement: (context, values) =>
    over(context, 'judged_predictions', (table, rows) => {
      const off = raw('(t.probability - t.happened)');
      return sql`select t.room, t.horizon_minutes, count(*) as predictions, count(t.correct) as judged, sum(t.correct) as correct,
          avg(t.correct * 1e0) as accuracy, avg(t.probability) as expected, avg(t.happened * 1e0) as happened,
          avg(${off} * ${off}) as brier
        from ${rows} where t.prediction_type = 'occupancy' and ${ofRoom(context, table, values)} and ${sinceDay(context, 't.prediction_made_at', values['from'])}
        group by t.room, t.horizon_minutes`;
    }),
};

export const predictionQuestions: readonly Question[] = [occupancy, vacancy, accuracy];
