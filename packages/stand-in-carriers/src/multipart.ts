/** A part of a multipart body; header names in lower case. */
export type Part = { readonly headers: Readonly<Record<string, string>>; readonly content: Buffer };

/** Splits `multipart/mixed` and `multipart/form-data` alike; null if the body is not what its type says. */
export const parseMultipart = (contentType: string, body: Buffer): Part[] | null => {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const marker = boundary?.[1] ?? boundary?.[2];
  if (!marker) return null;
  // A line break before the body lets the first delimiter look like all others.
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const delimiter = Buffer.from(`\r\n--${marker}`);
  const parts: Part[] = [];
  let start = whole.indexOf(delimiter);
  if (start < 0) return null;
  for (;;) {
    const from = start + delimiter.length;
    if (whole.subarray(from, from + 2).toString('latin1') === '--') return parts;
    const next = whole.indexOf(delimiter, from);
    const headEnd = whole.indexOf('\r\n\r\n', from);
    if (next < 0 || headEnd < 0 || headEnd > next) return null;
    const headers: Record<string, string> = {};
    for (const line of whole.subarray(from, headEnd).toString('utf8').split('\r\n')) {
      const colon = line.indexOf(':');
      if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
    }
    parts.push({ headers, content: whole.subarray(headEnd + 4, next) });
    start = next;
  }
};
