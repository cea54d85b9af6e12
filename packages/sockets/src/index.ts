export { maxFrameBytes, type PostOutcome, type Sockets } from './sockets.ts';
