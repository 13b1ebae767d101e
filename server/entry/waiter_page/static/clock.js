// The phone's time, and the server's as its frames tell it: common/client/clock.py.

const SAMPLES = 10;

export class Clock {
  #wall = Date.now();
  #perf = performance.now();
  #elapsed = 0;
  #samples = []; // server time at elapsed 0, in ms
  #remembered = 0;

  /**
   * Seconds since the page began. A browser's own counter stands still while the phone sleeps and
   * the wall clock does not: the longer of the two passed, so a page that wakes is as old as it is.
   */
  seconds() {
    const wall = Date.now();
    const perf = performance.now();
    this.#elapsed += Math.max(perf - this.#perf, wall - this.#wall, 0);
    this.#wall = wall;
    this.#perf = perf;
    return this.#elapsed / 1000;
  }

  /** The server's clock as a frame that just came says it. */
  sample(serverNow) {
    this.#samples.push(Date.parse(serverNow) - this.seconds() * 1000);
    if (this.#samples.length > SAMPLES) this.#samples.shift();
  }

  /** What `offset` was when the page last ran; used until the first sample. */
  remember(offset) {
    this.#remembered = offset;
  }

  /** Corrected time minus the phone's, in ms. */
  get offset() {
    return this.now() - Date.now();
  }

  /** Now, corrected, in ms. Of the samples the one furthest ahead travelled least. */
  now() {
    if (this.#samples.length === 0) return Date.now() + this.#remembered;
    return Math.max(...this.#samples) + this.seconds() * 1000;
  }

  iso() {
    return new Date(this.now()).toISOString();
  }
}
