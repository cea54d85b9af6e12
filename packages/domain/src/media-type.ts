/** Types of files that people attach to texts and that carriers pass on; whatever else comes is kept as mere bytes. */
const knownTypes = new Set([
  ...['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/bmp', 'image/tiff', 'image/heic'],
  ...['image/heif', 'image/avif', 'image/svg+xml'],
  ...['video/mp4', 'video/mpeg', 'video/3gpp', 'video/3gpp2', 'video/quicktime', 'video/webm', 'video/ogg'],
  ...['video/x-msvideo', 'video/x-ms-wmv', 'video/x-flv'],
  ...['audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/aac', 'audio/ogg', 'audio/wav', 'audio/x-wav'],
  ...['audio/amr', 'audio/3gpp', 'audio/webm', 'audio/basic'],
  ...['text/vcard', 'text/x-vcard', 'text/directory', 'text/calendar', 'text/plain', 'text/csv', 'text/rtf'],
  ...['application/pdf', 'application/rtf', 'application/vcard', 'application/zip', 'application/gzip'],
]);

/** The type under which a file is kept and given out, without parameters. */
export const keptMediaType = (told: string): string => {
  const type = (told.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (type === 'image/jpg') return 'image/jpeg';
  return knownTypes.has(type) ? type : 'application/octet-stream';
};

/** Whether a browser may show it in place. A drawing (SVG) is a document that can hold scripts: it is downloaded. */
export const isShownInline = (contentType: string): boolean =>
  /^(image|audio|video)\//.test(contentType) && contentType !== 'image/svg+xml';
