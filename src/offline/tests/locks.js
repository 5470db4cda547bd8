// Locks of one origin, without a browser: held by whoever is first, until it lets go or dies.

/** Whoever asks for them, and whether it still can. @typedef {{ touches: () => boolean }} Owner */
/** @typedef {{ owner: Owner, go: () => void }} One */

export class Locks {
  /** @type {Map<string, One[]>} */
  #lines = new Map();

  /** @param {Owner} [owner] */
  of(owner = { touches: () => true }) {
    const request = (/** @type {string} */ name, /** @type {any} */ how, /** @type {any} */ work) => {
      if (typeof how === "function") [how, work] = [{}, how];
      if (!owner.touches()) return new Promise(() => {});
      const line = this.#lines.get(name) ?? [];
      this.#lines.set(name, line);
      if (how.ifAvailable && line.length > 0) return Promise.resolve(null).then(work);
      return new Promise((done, fail) => {
        const one = { owner, go: () => void Promise.resolve({ name }).then(work).then(done, fail).then(() => this.#leaves(line, one)) };
        if (line.push(one) === 1) one.go();
      });
    };
    return { request };
  }

  /** @param {One[]} line @param {One} one */
  #leaves(line, one) {
    // Whoever died let go before.
    if (line[0] !== one) return;
    line.shift();
    line[0]?.go();
  }

  /** @param {Owner} owner That died. */
  letGo(owner) {
    for (const line of this.#lines.values()) {
      const held = line[0]?.owner === owner;
      line.splice(0, line.length, ...line.filter((one) => one.owner !== owner));
      if (held) line[0]?.go();
    }
  }
}
