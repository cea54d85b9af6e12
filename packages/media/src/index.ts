export { noMedia } from './none.ts';
