import type { ServerResponse } from 'node:http';

/** An error of an AWS API: the SDK learns its name from the header `x-amzn-errortype` alone. */
export class AwsError extends Error {
  readonly status: number;

  constructor(name: string, status: number, message: string) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

export const answerJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** @param messageKey `Message` or `message`: the services differ. */
export const answerError = (
  response: ServerResponse,
  error: AwsError,
  messageKey: 'Message' | 'message' = 'Message',
): void => {
  response
    .writeHead(error.status, { 'content-type': 'application/json', 'x-amzn-errortype': error.name })
    .end(JSON.stringify({ [messageKey]: error.message }));
};
