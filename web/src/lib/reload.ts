/**
 * Loads the page anew, since a browser never asks again for a part that did not come; what was being written is kept in
 * the tab. False when the server cannot be reached: then there would be no page at all.
 */
export const reloadPage = async (): Promise<boolean> => {
  try {
    const answer = await fetch('/config.json', { cache: 'no-store' });
    if (!answer.ok) return false;
  } catch {
    return false;
  }
  location.reload();
  return true;
};
