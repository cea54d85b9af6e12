export { noScheduler } from './none.ts';
