export type PolicySources = {
  /** `'sha256-…'` of the scripts inside the page's document. */
  readonly inlineScriptHashes: readonly string[];
  /** Origins beyond its own that the page calls: sign-in, websocket. */
  readonly connectTo: readonly string[];
};

/** What the page may load, run and call: its own files, and who it signs in with. Nothing may frame it. */
export const contentSecurityPolicy = ({ inlineScriptHashes, connectTo }: PolicySources): string =>
  [
    "default-src 'none'",
    ['script-src', "'self'", ...inlineScriptHashes].join(' '),
    // The long lists place their rows by style attributes.
    "style-src 'self' 'unsafe-inline'",
    // Pictures of texts are read with the token and shown from memory.
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    ['connect-src', "'self'", ...connectTo].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
