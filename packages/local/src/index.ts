export { startLocal, type LocalOptions, type LocalProduct } from './product.ts';
export { MissingPrerequisite } from './prerequisites.ts';
