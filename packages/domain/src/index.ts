export * from './actor.ts';
export * from './audit.ts';
export * from './consent.ts';
export * from './conversation.ts';
export * from './media-type.ts';
export * from './message.ts';
export * from './message-status.ts';
export * from './segments.ts';
