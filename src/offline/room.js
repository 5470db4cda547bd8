// Whether the device has room for what somebody is about to write: for the worker of the site and for the kiosk, which never
// load each other.

/** Below this the person is told that the device is nearly full. */
const LEAST = 20 * 1024 * 1024;

/**
 * Asked before something is written, not after. A browser that tells nothing has room.
 * @param {Pick<StorageManager, "estimate">} [storage]
 */
export async function isNearlyFull(storage = navigator.storage) {
  try {
    const { quota = 0, usage = 0 } = await storage.estimate();
    return quota > 0 && quota - usage < LEAST;
  } catch {
    return false;
  }
}
