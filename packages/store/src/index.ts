export type { AuditReader } from './audit-reader.ts';
export { maxChangeActions } from './rules.ts';
export { tableDefinition, timeToLiveAttribute } from './table.ts';
