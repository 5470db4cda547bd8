// Whether the device has room for what somebody is about to write: for the worker of the site and for the kiosk, which never
// load each other.

/** Below this the person is told that the device is nearly full. */
const LEAST = 20 * 1024 * 1024;

/** More than whatever waits in the outbox takes. */
const PIECE = 256 * 1024;

const NAME = "room";

/**
 * Asked before something is written, not after. What a browser tells of its room is not enough: Chromium tells every site of
 * ten gigabytes more than it has, so that none knows a device by it. So a piece is put away and taken out again.
 * @param {Pick<StorageManager, "estimate">} [storage]
 * @param {Pick<CacheStorage, "open" | "delete">} [places]
 */
export async function isNearlyFull(storage = navigator.storage, places = globalThis.caches) {
  try {
    const { quota = 0, usage = 0 } = await storage.estimate();
    if (quota > 0 && quota - usage < LEAST) return true;
  } catch {
    // A browser that tells nothing may still take something.
  }
  try {
    const place = await places.open(NAME);
    await place.put("/room", new Response(new Uint8Array(PIECE)));
    return false;
  } catch (error) {
    return error instanceof Error && error.name === "QuotaExceededError";
  } finally {
    await forget(places);
  }
}

/** @param {Pick<CacheStorage, "delete">} places */
async function forget(places) {
  try {
    await places.delete(NAME);
  } catch {
    // Nothing was put there.
  }
}
