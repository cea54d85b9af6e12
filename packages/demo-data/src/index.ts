export * from './lines.ts';
export * from './people.ts';
export * from './stories.ts';
export * from './seed.ts';
