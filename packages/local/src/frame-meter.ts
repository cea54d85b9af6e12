/**
 * Reads the lengths of websocket frames as they pass (RFC 6455, section 5.2), because API Gateway limits frames and
 * the websocket library only whole messages.
 *
 * @returns a function that takes the next bytes and tells the largest payload length announced so far.
 */
export const createFrameMeter = (): ((chunk: Buffer) => number) => {
  let header = Buffer.alloc(0);
  let remaining = 0;
  let largest = 0;

  /** The frame's head and payload sizes, as soon as its head has come whole. */
  const readHead = (): { head: number; payload: number } | undefined => {
    if (header.length < 2) return undefined;
    const masked = (header.readUInt8(1) & 0x80) === 0x80;
    const short = header.readUInt8(1) & 0x7f;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const head = 2 + lengthBytes + (masked ? 4 : 0);
    if (header.length < head) return undefined;
    if (lengthBytes === 0) return { head, payload: short };
    return { head, payload: lengthBytes === 2 ? header.readUInt16BE(2) : Number(header.readBigUInt64BE(2)) };
  };

  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (remaining > 0) {
        const skipped = Math.min(remaining, rest.length);
        remaining -= skipped;
        rest = rest.subarray(skipped);
        continue;
      }
      const before = header.length;
      header = Buffer.concat([header, rest.subarray(0, 14 - before)]);
      const frame = readHead();
      if (frame === undefined) return largest;
      rest = rest.subarray(frame.head - before);
      header = Buffer.alloc(0);
      remaining = frame.payload;
      largest = Math.max(largest, frame.payload);
    }
    return largest;
  };
};
