/**
 * How a push to an open websocket went. `gone`: it is not open any more. `failed`: it may or may not have arrived.
 */
export type PostOutcome = 'sent' | 'gone' | 'failed';

/** Pushes to open websockets. */
export interface Sockets {
  /** `data` is the text of one frame, at most `maxFrameBytes`. */
  post(connectionId: string, data: string): Promise<PostOutcome>;
}

/** API Gateway takes 32 KB a frame, and closes the connection over a larger one. */
export const maxFrameBytes = 32 * 1024;
