import type { MediaStore } from '@sms/messaging/ports';

const keepsNone = (): Promise<never> => Promise.reject(new Error('This function keeps no media.'));

/** For functions that neither store nor show pictures. */
export const noMedia: MediaStore = { put: keepsNone, get: keepsNone, link: keepsNone };
