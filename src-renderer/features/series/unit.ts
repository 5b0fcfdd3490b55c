export { unitText } from '#shared/chart/unit.ts';
