// What the phone keeps, in IndexedDB: who it is, the tables with their cursors, taps that wait, and
// what was said. Never in an address, never in the service worker's cache.

const NAME = "zaotai-waiter";
const STORES = {
  meta: {}, // key → value
  rows: {}, // [table, id] → row
  cursors: {}, // stream → {epoch, seq}
  outbox: {}, // seq → row
  voices: {}, // "announcement repeat" → {state, result, …}
};

export class Store {
  #db;

  static async open() {
    const store = new Store();
    store.#db = await new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        for (const name of Object.keys(STORES)) asked.result.createObjectStore(name);
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    return store;
  }

  /** Everything: {meta: Map, rows: Map, …}. */
  async load() {
    const names = Object.keys(STORES);
    const reading = this.#db.transaction(names, "readonly");
    const found = {};
    for (const name of names) {
      const entries = new Map();
      found[name] = entries;
      reading.objectStore(name).openCursor().onsuccess = ({ target: { result: cursor } }) => {
        if (cursor === null) return;
        entries.set(cursor.key, cursor.value);
        cursor.continue();
      };
    }
    await ended(reading);
    return found;
  }

  /**
   * One transaction, on the disk when it resolves. operations: [store, key, value]; a value of
   * undefined deletes, a key of undefined clears the store.
   */
  async commit(operations) {
    if (operations.length === 0) return;
    const names = [...new Set(operations.map(([name]) => name))];
    const writing = this.#db.transaction(names, "readwrite", { durability: "strict" });
    for (const [name, key, value] of operations) {
      const store = writing.objectStore(name);
      if (key === undefined) store.clear();
      else if (value === undefined) store.delete(key);
      else store.put(value, key);
    }
    await ended(writing);
  }
}

function ended(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}
