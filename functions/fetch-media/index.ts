import { container } from './container.ts';
import { createHandler } from './handler.ts';

export const handler = createHandler(await container());
