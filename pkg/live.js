// A campaign's snapshots, as an edge pushes them through a socket.

const PROTOCOL = "seax-live.v1";
/** How long a socket may be silent before it is asked whether it is still there, and how long it may take to say so. */
const BEAT = 10_000;

/**
 * Follows a campaign; undefined where there are no sockets.
 *
 * @param {string} url
 * @param {string} token
 * @param {{ campaign: unknown }} known the last snapshot: the same campaign again is no news
 */
export function follow(url, token, known) {
  try {
    return new Live(new WebSocket(url, [PROTOCOL, token]), known);
  } catch {
    // There is no such class, or a policy of the page's is against it.
    return undefined;
  }
}

/** The latest snapshot counts: whoever is slow misses those before it. */
class Live {
  #socket;
  #known;
  /** @type {{ terminal: boolean } | undefined} */
  #news;
  /** What it says in the end: undefined, but null after the last snapshot of all. @type {null | undefined} */
  #end;
  /** @type {(() => void) | undefined} */
  #wake;
  #over = false;
  #heard = true;
  #timer;

  /**
   * @param {WebSocket} socket
   * @param {{ campaign: unknown }} known
   */
  constructor(socket, known) {
    this.#socket = socket;
    this.#known = JSON.stringify(known.campaign);
    socket.onmessage = ({ data }) => this.#hear(String(data));
    socket.onclose = socket.onerror = () => this.close();
    this.#timer = setInterval(() => this.#beat(), BEAT);
  }

  /** The next snapshot, once there is one; null when the campaign is over, undefined when the socket is. */
  async next() {
    while (this.#news === undefined && !this.#over) {
      await new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
        this.#wake = resolve;
      });
    }
    const news = this.#news;
    this.#news = undefined;
    if (news === undefined) return this.#end;
    if (news.terminal) this.#end = null;
    return news;
  }

  close() {
    this.#over = true;
    clearInterval(this.#timer);
    this.#socket.close();
    this.#wake?.();
  }

  /** @param {string} text */
  #hear(text) {
    this.#heard = true;
    if (text === "pong") return;
    const news = JSON.parse(text);
    const campaign = JSON.stringify(news.campaign);
    if (campaign === this.#known && !news.failure) return;
    this.#known = "";
    this.#news = news;
    this.#wake?.();
  }

  #beat() {
    if (!this.#heard) return this.close();
    this.#heard = false;
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send("ping");
  }
}
