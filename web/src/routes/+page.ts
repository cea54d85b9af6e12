import { redirect } from '@sveltejs/kit';
import { startPath } from '#lib/session/address.ts';

export const load = () => redirect(307, startPath);
