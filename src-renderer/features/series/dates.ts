export { dateText, dateTicks, dateTickText, EPOCH } from '#shared/chart/dates.ts';
