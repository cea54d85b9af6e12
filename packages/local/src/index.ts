export { startLocal } from './product.ts';
export type { LocalOptions, LocalProduct } from './options.ts';
export { MissingPrerequisite } from './prerequisites.ts';
